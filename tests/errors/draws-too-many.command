estimate draws-too-many.toml --draws 1000000000000 --quiet
