match statement-entry-batch/a.xml
