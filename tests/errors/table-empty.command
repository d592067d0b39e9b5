distribute table-empty.csv --pool 1000 --rule net-loss
