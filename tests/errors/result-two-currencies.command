distribute result-two-currencies/result.json --pool 1000 --rule net-loss
