models verify --models formula-wrong-level/models
