check rule-off/case.toml --models rule-off/models
