sweep sweep-file-not-of-case/sweep.toml
