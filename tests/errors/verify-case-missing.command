verify verify-case-missing/result.json
