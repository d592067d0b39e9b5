match entry-in-two-statements/1.csv entry-in-two-statements/2.csv --account BANCO-55
