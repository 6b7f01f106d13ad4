# The entry in the phone's own calendar.

calendar-add = Add to my calendar
calendar-again = Add to my calendar again
calendar-update = Update my calendar
calendar-remove = Take it out of my calendar

calendar-summary = Video call: { $name }
calendar-description =
    Reference { $reference }
    { $when }
    The waiting room opens { $opens }. Join in the app.
