distribute claimant-twice.csv --pool 1000 --rule net-loss
