# Free times, holds and bookings.

## Times

duration-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
duration-seconds = { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
times = { $start } to { $end }
times-own = { $start } to { $end } your time
times-own-other-day = { $start } to { $end } your time ({ $day })
times-on-day = { $day }, { $times }
times-on-day-there = { $day }, { $times } by the clock at { $establishment }
moment-on-both-clocks = { $own } your time ({ $there } by the clock at { $establishment })
times-with-own = { $there }; { $own }

## Choosing a time

slots-title = Choose a time
slots-who = A call with { $name } at { $establishment }.
slots-both-clocks = The times are by the clock at { $establishment }; your own time stands beside them.
slots-allowance = { $left ->
    [0] No calls are left for { $month }. New calls begin { $renews }.
    [one] { $left } call of { $calls } is left for { $month }. New calls begin { $renews }.
   *[other] { $left } calls of { $calls } are left for { $month }. New calls begin { $renews }.
}
slots-loading = Looking for free times…
slots-none-title = No free times
slots-none = There is no free time at { $establishment } now. New times are added every day: please look again tomorrow.
slots-holding-title = One moment
slots-holding = We are keeping the time for you.
slots-again = Look again
slots-problem-next = Choose another time below. Who comes along is kept.

## Asking for it

confirm-title = Ask for this call
confirm-not-booked-title = Not booked yet
confirm-not-booked = We keep this time for you until { $until }. { $minutes ->
    [0] Less than a minute is left.
    [one] { $minutes } minute is left.
   *[other] { $minutes } minutes are left.
} Press ‘{ $button }’ to ask for the call.
confirm-expired-title = The time was given back
confirm-expired = It was kept for ten minutes. Choose it again if it is still free, or another one. Who comes along is kept.
confirm-who = Who comes along?
confirm-who-hint = You and up to three more. Everybody who will be in the picture must be chosen here.
confirm-nobody = Only you are on this call. Visitors who come along can be added under People.
confirm-submit = Ask for the call
confirm-sending = Asking the establishment…
confirm-other-time = Choose another time

## One booking

booking-title = Call with { $name }
booking-reference = Reference
booking-when = When
booking-where = Where
booking-visitors = Who comes
booking-details = The call
booking-loading = The booking is on its way.

booking-status-asked = Not booked yet: answer
booking-status-offered-instead = Booked: another time is offered
booking-status-requested = Not booked yet
booking-status-booked = Booked
booking-status-rejected = Not possible
booking-status-withdrawn = Withdrawn
booking-status-cancelled = Cancelled
booking-status-completed = Over

booking-asked = The person asks you for this call. Nothing is booked until you answer.
booking-offered = The establishment offers you other times. Nothing is booked until you answer.
booking-offered-instead = The establishment asks you to take another time. Your call stays at its own time until you agree.
booking-requested = You asked for this call. { $establishment } will answer by { $day }. Nothing is booked until then; you need do nothing.
booking-booked = Your call is booked. The waiting room opens { $opens }. We remind you a week, a day, an hour and ten minutes before.
booking-open = The waiting room is open. Check your camera and microphone, then go in.
booking-withdrawn = You took the request back. You can ask for another time.
booking-too-early-title = Too early
booking-too-early = The waiting room is not open yet. It opens { $opens }. We remind you ten minutes before the call.

booking-rejection-no-allowance = The calls for this month are used up. Choose a time in another month.
booking-rejection-not-on-list = A visitor is not on the person's list. Ask the person to add everybody who comes, then ask again.
booking-rejection-slot-unavailable = The time is not possible after all. Choose another one.
booking-rejection-no-adult = No adult was among the visitors. Ask again with an adult.
booking-rejection-prisoner-moved = The person is elsewhere now. Add them again with their new establishment.
booking-rejection-restricted = The person has a restriction and cannot have calls now. Ask the establishment if you want to know more.
booking-rejection-duplicate = You asked for the same call before. Look among your calls.
booking-rejection-details-incorrect = The details of the person are not right. Ask the person for their number, name and date of birth as the establishment has them.
booking-rejection-prisoner-released = The person has left prison.
booking-rejection-prisoner-out = The person is elsewhere that day. Choose another day.
booking-rejection-visitor-missing = Somebody who was to come along was not ready in time. Ask again without them, or when they are ready.
booking-rejection-not-answered = Nobody answered in time, so the time was given to others. Choose a time again.
booking-rejection-other = The establishment could not book this call. Ask for another time, or ask the establishment why.

booking-cancellation-visitor-cancelled = You cancelled this call. It counts as not used.
booking-cancellation-prisoner-cancelled = The person cancelled this call. You can ask for another time.
booking-cancellation-prisoner-moved = The person is elsewhere now, so this call cannot take place. Add them again with their new establishment.
booking-cancellation-slot-unavailable = The establishment cannot hold this call at that time. Please choose another one.
booking-cancellation-restricted = The person has a restriction and cannot have calls now. Ask the establishment if you want to know more.
booking-cancellation-prisoner-released = The person has left prison, so this call cannot take place.
booking-cancellation-prisoner-out = The person is elsewhere that day. Choose another day.
booking-cancellation-prisoner-refused = The person did not want to come to this call. You can ask for another time.
booking-cancellation-visitor-missing = Somebody who was to come along was not ready in time. Ask again without them, or when they are ready.
booking-cancellation-booked-in-error = The establishment booked this call by mistake. Please choose another time.

booking-join = Go to the waiting room
booking-check = Check camera and microphone
booking-calendar = Add to my calendar
booking-cancel = Cancel this call
booking-withdraw = Take the request back
booking-again = Book another call

calendar-summary = Video call: { $name }
calendar-description =
    Reference { $reference }
    { $when }
    The waiting room opens { $opens }. Join in the app.

## All bookings

bookings-title = Calls
bookings-future = To come
bookings-past = Past
bookings-none = No calls yet. Choose a person to book a call with.
bookings-book = Book a call
