models verify --models compares-not-per-case/models
