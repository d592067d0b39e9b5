check correlation-not-drawn.toml
