check step-left-out/case.toml --models step-left-out/models
