check case.toml --models no-such-folder
