trace fractions-too-long.csv --method pro-rata
