models verify --models formula-unfinished/models
