match transfer-unmatched/plan.toml
