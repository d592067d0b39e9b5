check case-without-periods/case.toml --models case-without-periods/models
