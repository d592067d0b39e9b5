models verify --models rule-one-way/models
