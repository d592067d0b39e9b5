models verify --models rule-counts-what/models
