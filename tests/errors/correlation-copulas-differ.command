check correlation-copulas-differ.toml
