models verify --models formula-unknown-name/models
