models verify --models formula-unknown-choice/models
