# Dyddiau ac amserau mewn geiriau.

weekday-monday = dydd Llun
weekday-tuesday = dydd Mawrth
weekday-wednesday = dydd Mercher
weekday-thursday = dydd Iau
weekday-friday = dydd Gwener
weekday-saturday = dydd Sadwrn
weekday-sunday = dydd Sul

# Ar y diwrnod hwnnw: treiglad meddal.
on-weekday-monday = ddydd Llun
on-weekday-tuesday = ddydd Mawrth
on-weekday-wednesday = ddydd Mercher
on-weekday-thursday = ddydd Iau
on-weekday-friday = ddydd Gwener
on-weekday-saturday = ddydd Sadwrn
on-weekday-sunday = ddydd Sul

month-january = Ionawr
month-february = Chwefror
month-march = Mawrth
month-april = Ebrill
month-may = Mai
month-june = Mehefin
month-july = Gorffennaf
month-august = Awst
month-september = Medi
month-october = Hydref
month-november = Tachwedd
month-december = Rhagfyr

day-in-full = { $weekday } { $day } { $month } { $year }
day-and-time = { $day } am { $time }
month-and-year = { $month } { $year }
date = { $day } { $month } { $year }
