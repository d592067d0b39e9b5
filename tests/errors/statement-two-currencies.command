match statement-two-currencies/a.xml
