match entry-repeated/a.sta
