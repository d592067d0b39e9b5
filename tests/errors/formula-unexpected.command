models verify --models formula-unexpected/models
