estimate draws-not-in-replicates.toml --method lhs --draws 1000 --quiet
