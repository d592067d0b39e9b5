models verify --models spread-with-factor/models
