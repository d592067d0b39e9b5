check item-not-money/case.toml --models item-not-money/models
