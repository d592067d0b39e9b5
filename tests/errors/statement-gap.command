match statement-gap/1.csv statement-gap/2.csv --account BANK-7
