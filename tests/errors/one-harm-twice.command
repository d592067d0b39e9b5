check one-harm-twice/case.toml --models one-harm-twice/models
