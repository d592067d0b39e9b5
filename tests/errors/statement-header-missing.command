match statement-header-missing/a.csv --account BANCO-55
