models verify --models formula-stray-key/models
