sweep sweep-range-of-words.toml
