match statement-empty/a.xml
