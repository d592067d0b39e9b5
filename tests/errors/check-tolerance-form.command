models verify --models check-tolerance-form/models
