models verify --models series-unknown/models
