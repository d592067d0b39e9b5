models verify --models formula-date-as-number/models
