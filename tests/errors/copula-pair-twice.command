check copula-pair-twice.toml
