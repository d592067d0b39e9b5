sweep sweep-values-in-file/sweep.toml
