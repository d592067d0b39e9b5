models verify --models state-payment-counts/models
