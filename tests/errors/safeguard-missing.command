indirect safeguard-missing.toml
