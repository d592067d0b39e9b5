sweep sweep-no-scenario.toml
