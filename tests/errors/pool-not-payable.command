distribute ../../examples/tracing-three-survivors/claims.csv --pool 1000.005 --rule net-loss
