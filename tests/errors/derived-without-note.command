models verify --models derived-without-note/models
