trace ../../examples/tracing-three-survivors/movements.csv --method libr --rules rule-label-missing.toml
