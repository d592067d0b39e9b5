sweep sweep-quotes/sweep.toml
