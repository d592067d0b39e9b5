models verify --models formula-kinds-differ/models
