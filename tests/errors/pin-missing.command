models verify --models pin-missing/models
