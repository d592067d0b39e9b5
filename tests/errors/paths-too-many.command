trace paths-too-many.csv --method pro-rata --shares cents --paths
