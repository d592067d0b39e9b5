check no-such-case.toml
