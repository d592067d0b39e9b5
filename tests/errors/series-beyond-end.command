models verify --models series-beyond-end/models
