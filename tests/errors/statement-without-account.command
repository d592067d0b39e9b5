match statement-without-account/a.csv
