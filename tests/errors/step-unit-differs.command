models verify --models step-unit-differs/models
