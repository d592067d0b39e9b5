trace ../../examples/tracing-three-survivors/movements.csv --method pari-passu --rules rule-not-for-method.toml
