match statement-date-order/a.csv --account BANCO-55
