match day-order-found/a.csv --account BANCO-55
