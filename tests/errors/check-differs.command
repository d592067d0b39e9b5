models verify --models check-differs/models
