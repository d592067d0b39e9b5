models verify --models check-length-without-unit/models
