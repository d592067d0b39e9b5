check fact-wrong-level/case.toml --models fact-wrong-level/models
