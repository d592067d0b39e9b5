models verify --models formula-power-units/models
