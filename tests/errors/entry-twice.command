match entry-twice/a.csv --account BANCO-55
