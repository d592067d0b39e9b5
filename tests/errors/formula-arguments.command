models verify --models formula-arguments/models
