models verify --models check-step-unknown/models
