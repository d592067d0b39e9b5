models verify --models figure-without-rounding/models
