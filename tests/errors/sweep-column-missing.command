sweep sweep-column-missing/sweep.toml
