sweep sweep-line-length/sweep.toml
