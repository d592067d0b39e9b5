sweep sweep-value-form.toml
