check series-outside/case.toml --models series-outside/models
