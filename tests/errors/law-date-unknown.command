check law-date-unknown/case.toml --models law-date-unknown/models
