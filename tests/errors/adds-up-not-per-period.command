models verify --models adds-up-not-per-period/models
