indirect asset-at-market-value.toml
