estimate case-without-figures/case.toml --quiet --models case-without-figures/models
