match statement-field-form/a.sta
