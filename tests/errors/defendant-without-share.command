check defendant-without-share/case.toml --models defendant-without-share/models
