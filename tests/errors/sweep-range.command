sweep sweep-range.toml
