match statement-entry-pending/a.xml
