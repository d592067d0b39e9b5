sweep sweep-shard-form.toml --shard 9/8
