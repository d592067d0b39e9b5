match statement-date-form/a.csv --account BANCO-55
