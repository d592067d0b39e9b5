models verify --models formula-truth-as-number/models
