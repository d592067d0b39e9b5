check series-caution/case.toml --models series-caution/models
