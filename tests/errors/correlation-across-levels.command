check correlation-across-levels.toml
