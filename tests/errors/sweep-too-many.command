sweep sweep-too-many.toml
