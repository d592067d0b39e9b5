models verify --models two-multipliers/models
