match statement-amount-form/a.sta
