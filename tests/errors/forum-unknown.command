check forum-unknown/case.toml --models forum-unknown/models
