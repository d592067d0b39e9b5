check copula-one-input.toml
