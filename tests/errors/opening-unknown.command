match opening-unknown/a.csv --account BANK-7
