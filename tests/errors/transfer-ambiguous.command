match transfer-ambiguous/plan.toml
