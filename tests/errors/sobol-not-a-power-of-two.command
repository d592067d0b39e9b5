estimate sobol-not-a-power-of-two.toml --method sobol --draws 1000 --quiet
