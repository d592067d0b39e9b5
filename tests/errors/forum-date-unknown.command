models verify --models forum-date-unknown/models
