distribute result-not-claims/result.json --pool 1000 --rule net-loss
