match label-fits-several/plan.toml
