models verify --models name-reserved/models
