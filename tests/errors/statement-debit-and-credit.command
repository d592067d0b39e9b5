match statement-debit-and-credit/a.csv --account BANCO-55
