models verify --models deadline-form/models
