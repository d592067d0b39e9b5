check fact-unknown/case.toml --models fact-unknown/models
