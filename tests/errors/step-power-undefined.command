check step-power-undefined/case.toml --models step-power-undefined/models
