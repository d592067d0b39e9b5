check forum-not-named/case.toml --models forum-not-named/models
