estimate draw-not-finite/case.toml --draws 1000 --seed 1 --quiet --models draw-not-finite/models
