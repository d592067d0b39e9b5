models verify --models formula-annuity-units/models
