check series-value-missing/case.toml --models series-value-missing/models
