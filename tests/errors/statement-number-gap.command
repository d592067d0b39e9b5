match statement-number-gap/1.sta statement-number-gap/2.sta
