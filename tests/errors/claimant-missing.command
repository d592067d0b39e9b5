distribute claimant-missing.csv --pool 1000 --rule net-loss
