trace ../../examples/tracing-three-survivors/movements.csv --method libr --rules account-in-two-groups.toml
