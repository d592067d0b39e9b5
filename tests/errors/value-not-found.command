check value-not-found/case.toml --models value-not-found/models
