distribute claim-without-statement.csv --pool 1000 --rule last-statement
