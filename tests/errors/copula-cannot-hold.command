check copula-cannot-hold.toml
