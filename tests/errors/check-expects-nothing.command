models verify --models check-expects-nothing/models
