match statement-field-order/a.sta
