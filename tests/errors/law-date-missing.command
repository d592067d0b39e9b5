check law-date-missing/case.toml --models law-date-missing/models
