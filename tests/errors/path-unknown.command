sweep path-unknown.toml
