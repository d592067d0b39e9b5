match entry-reversal/a.sta
