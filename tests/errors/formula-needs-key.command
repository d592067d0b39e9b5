models verify --models formula-needs-key/models
