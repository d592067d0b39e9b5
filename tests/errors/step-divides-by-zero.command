check step-divides-by-zero/case.toml --models step-divides-by-zero/models
