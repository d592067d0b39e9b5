sweep merge sweep-shards-none.toml
