models verify --models formula-name-form/models
