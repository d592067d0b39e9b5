check law-figure-missing/case.toml --models law-figure-missing/models
