indirect schedule-missing.toml
