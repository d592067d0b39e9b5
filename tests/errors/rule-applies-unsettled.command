models verify --models rule-applies-unsettled/models
