sweep sweep-without-effect.toml
