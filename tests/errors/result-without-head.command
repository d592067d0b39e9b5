distribute result-without-head/result.json --pool 1000 --rule net-loss --head wage
