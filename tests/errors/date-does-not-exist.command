models verify --models date-does-not-exist/models
