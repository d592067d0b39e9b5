models verify --models cap-on-main-claim/models
