distribute table-row-short.csv --pool 1000 --rule net-loss
