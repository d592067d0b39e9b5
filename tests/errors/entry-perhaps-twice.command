match entry-perhaps-twice/1.sta entry-perhaps-twice/2.sta
