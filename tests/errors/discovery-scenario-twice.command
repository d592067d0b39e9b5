sweep discover discovery-scenario-twice.csv --below 50
