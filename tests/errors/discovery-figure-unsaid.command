sweep discover discovery-figure-unsaid.csv --below 50
