check copula-out-of-range.toml
