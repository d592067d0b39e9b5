match day-order-uncertain/a.sta
