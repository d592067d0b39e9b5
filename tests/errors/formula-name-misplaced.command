models verify --models formula-name-misplaced/models
