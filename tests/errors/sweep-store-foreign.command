sweep sweep-store-foreign/sweep.toml --out sweep-store-foreign/results.csv --quiet
