models verify --models formula-unknown-set/models
