models verify --models formula-unknown-key-set/models
