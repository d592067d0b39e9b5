models verify --models model-id-not-file-name/models
