match day-order-uncertain-relative/a.csv --account BANK-7
