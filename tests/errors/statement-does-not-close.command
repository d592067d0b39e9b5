match statement-does-not-close/a.sta
