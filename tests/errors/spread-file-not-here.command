models verify --models spread-file-not-here/models
