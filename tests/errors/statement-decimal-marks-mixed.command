match statement-decimal-marks-mixed/a.csv --account BANCO-55
