check defendant-unknown/case.toml --models defendant-unknown/models
