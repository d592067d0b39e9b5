models verify --models multiplier-on-multiplier/models
