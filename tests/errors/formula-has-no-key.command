models verify --models formula-has-no-key/models
