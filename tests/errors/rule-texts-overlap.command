models verify --models rule-texts-overlap/models
