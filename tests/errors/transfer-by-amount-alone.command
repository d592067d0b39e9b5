match transfer-by-amount-alone/plan.toml
