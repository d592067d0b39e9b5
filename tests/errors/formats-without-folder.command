estimate case.toml --format html,csv
