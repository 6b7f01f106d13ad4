# Reminders on the lock screen: no name and no place, because others see it too.

reminder-title-week = Your video call is in one week
reminder-title-day = Your video call is in 24 hours
reminder-title-hour = Your video call is in one hour
reminder-title-ten-minutes = Your video call is in ten minutes

reminder-text-week = { $when }. If you cannot come, please cancel it in the app, so that the call is not lost.
reminder-text-day = { $when }. Charge your phone, and think of a quiet place with a good network.
reminder-text-hour = { $when }. Find a quiet, bright place. Only the booked visitors may be in the picture.
reminder-text-ten-minutes = { $when }. The waiting room is open. Tap here to check camera and microphone.
