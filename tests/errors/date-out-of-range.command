models verify --models date-out-of-range/models
