match match-without-statements/plan.toml
