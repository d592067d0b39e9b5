match statement-row-ignored/plan.toml
