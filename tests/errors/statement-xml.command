match statement-xml/a.xml
