distribute ../../examples/tracing-three-survivors/claims.csv --pool 1000 --rule net-loss --transfers transfer-claimant-unknown.csv
