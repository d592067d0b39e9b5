match statements-do-not-join/1.sta statements-do-not-join/2.sta
