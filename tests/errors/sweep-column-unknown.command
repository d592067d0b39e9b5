sweep sweep-column-unknown/sweep.toml
