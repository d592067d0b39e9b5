match profile-unknown/plan.toml
