models verify --models rule-unknown/models
