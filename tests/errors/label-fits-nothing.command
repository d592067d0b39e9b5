match label-fits-nothing/plan.toml
