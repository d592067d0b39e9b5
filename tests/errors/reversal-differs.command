trace ../../examples/tracing-three-survivors/movements.csv --method libr --rules reversal-differs.toml
