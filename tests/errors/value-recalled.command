check value-recalled/case.toml --models value-recalled/models
