models verify --models check-tolerance-without-reason/models
