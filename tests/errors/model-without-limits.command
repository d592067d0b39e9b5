models verify --models model-without-limits/models
