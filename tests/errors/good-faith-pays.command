trace ../../examples/tracing-three-survivors/movements.csv --method libr --rules good-faith-pays.toml
