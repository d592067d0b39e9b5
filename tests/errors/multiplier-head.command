models verify --models multiplier-head/models
