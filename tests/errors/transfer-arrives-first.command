match transfer-arrives-first/plan.toml
