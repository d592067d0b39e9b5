models verify --models date-two-readings/models
