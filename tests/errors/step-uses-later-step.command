models verify --models step-uses-later-step/models
