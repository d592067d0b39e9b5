models verify --models formula-unknown-figure/models
