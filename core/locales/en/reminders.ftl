# Reminders on the lock screen: no name and no place, because others see it too.
# Each stays true if it is read later than it came.

reminder-title-week = Your video call is in one week
reminder-title-day = Your video call is tomorrow
reminder-title-hour = Your video call is in one hour
reminder-title-ten-minutes = Your video call is in ten minutes

reminder-text-week = { $when }. If you cannot come, please cancel it in the app, so that the call is not lost.
reminder-text-day = { $when }. Charge your phone, and think of a quiet place with a good network.
reminder-text-hour = { $when }. Find a quiet, bright place. Only the booked visitors may be in the picture.
reminder-text-ten-minutes = { $when }. The waiting room is open. Tap here to check camera and microphone.

# Given when the phone is on again, if it was off when a reminder should have come.
reminder-late-title = Your video call is still to come
reminder-late-text = { $when }. Your phone was off when we wanted to remind you.

# What had better be done first stands after the rest.
reminder-text-and-open = { $text } { $open }
reminder-open-device-check = Please check camera and microphone once before: tap here.
reminder-open-permissions = The app may not use your camera or microphone yet: tap here to see how to allow it.

reminder-missing-title-adult = Your video call still needs an adult
reminder-missing-title-visitor = Somebody is not ready for your video call
reminder-missing-text = If nothing changes by { $by }, the call is given to somebody else. Tap here to see what is missing.
reminder-answer-title = A question about a video call waits for you
reminder-answer-text = Please answer by { $by }. Tap here to see the times.
reminder-identity-title = The proof of who you are ends soon
reminder-identity-text = It is valid until { $by }. Tap here to prove it again, so that you can go on having calls.

# An establishment is live; the person asked to be told.
reminder-live-title = Video calls have started
reminder-live-text = A prison that you asked about offers video calls now. Tap here to see what to do next.
