check law-choice-missing/case.toml --models law-choice-missing/models
