trace ../../examples/tracing-three-survivors/movements.csv --method libr --rules reversal-before-payment.toml
