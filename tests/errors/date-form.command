models verify --models date-form/models
