models verify --models rule-chosen-by-nothing/models
