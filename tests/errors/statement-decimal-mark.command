match statement-decimal-mark/a.csv --account BANCO-55
