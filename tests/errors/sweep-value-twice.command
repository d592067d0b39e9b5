sweep sweep-value-twice.toml
