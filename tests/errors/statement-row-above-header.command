match statement-row-above-header/a.csv --account BANCO-55
