sweep sweep-figure-unknown.toml
