sweep discover discovery-no-scenario.csv --below 50
