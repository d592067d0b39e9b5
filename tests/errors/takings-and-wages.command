models verify --models takings-and-wages/models
