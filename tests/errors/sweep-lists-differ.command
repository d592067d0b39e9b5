sweep sweep-lists-differ.toml
