models verify --models formula-too-deep/models
