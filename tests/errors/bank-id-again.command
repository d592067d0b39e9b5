match bank-id-again/a.sta
