models verify --models formula-not-a-date/models
