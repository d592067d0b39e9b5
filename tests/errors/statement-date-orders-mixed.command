match statement-date-orders-mixed/a.csv --account BANCO-55
