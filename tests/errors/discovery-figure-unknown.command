sweep discover discovery-figure-unknown.csv --figure gros --below 50
