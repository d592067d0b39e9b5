sweep sweep-name-taken.toml
