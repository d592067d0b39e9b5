sweep sweep-values-form.toml
