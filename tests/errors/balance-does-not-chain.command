match balance-does-not-chain/a.csv --account BANCO-55
