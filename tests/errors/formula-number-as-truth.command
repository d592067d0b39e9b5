models verify --models formula-number-as-truth/models
