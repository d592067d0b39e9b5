models verify --models step-kind-differs/models
