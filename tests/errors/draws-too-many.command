estimate draws-too-many.toml --draws 100000000000000 --quiet
