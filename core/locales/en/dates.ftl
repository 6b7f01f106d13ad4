# Days and times in words.

weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

# On that day: a form of its own in Welsh.
on-weekday-monday = on Monday
on-weekday-tuesday = on Tuesday
on-weekday-wednesday = on Wednesday
on-weekday-thursday = on Thursday
on-weekday-friday = on Friday
on-weekday-saturday = on Saturday
on-weekday-sunday = on Sunday

month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December

day-in-full = { $weekday } { $day } { $month } { $year }
day-and-time = { $day } at { $time }
month-and-year = { $month } { $year }
date = { $day } { $month } { $year }
