sweep sweep-nothing-varied.toml
