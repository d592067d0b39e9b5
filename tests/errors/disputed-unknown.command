distribute disputed-unknown.csv --pool 1000 --rule net-loss
