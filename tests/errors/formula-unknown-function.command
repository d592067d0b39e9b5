models verify --models formula-unknown-function/models
