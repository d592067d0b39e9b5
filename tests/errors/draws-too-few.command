estimate draws-too-few.toml --draws 10 --quiet
