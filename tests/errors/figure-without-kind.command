models verify --models figure-without-kind/models
