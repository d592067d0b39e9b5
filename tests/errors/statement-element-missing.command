match statement-element-missing/a.xml
