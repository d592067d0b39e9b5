models verify --models parameter-value-twice/models
