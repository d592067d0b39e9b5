models verify --models formula-units-differ/models
