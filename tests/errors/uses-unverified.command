check uses-unverified/case.toml --models uses-unverified/models
