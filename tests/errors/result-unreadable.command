verify result-unreadable/result.json
