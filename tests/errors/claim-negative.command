distribute claim-negative.csv --pool 1000 --rule net-loss
