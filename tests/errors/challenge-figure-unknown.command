challenge challenge-figure-unknown.toml --draws 500 --figure gros
