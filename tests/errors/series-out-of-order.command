models verify --models series-out-of-order/models
