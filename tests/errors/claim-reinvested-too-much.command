distribute claim-reinvested-too-much.csv --pool 1000 --rule net-loss
