models verify --models limb-counts-too/models
