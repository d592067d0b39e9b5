models verify --models rounding-step-not-positive/models
