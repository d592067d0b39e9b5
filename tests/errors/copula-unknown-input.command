check copula-unknown-input.toml
