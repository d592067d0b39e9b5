check item-not-counted/case.toml --models item-not-counted/models
