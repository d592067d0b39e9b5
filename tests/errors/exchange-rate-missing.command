check exchange-rate-missing/case.toml --models exchange-rate-missing/models
