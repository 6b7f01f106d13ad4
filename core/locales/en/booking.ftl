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
slots-change-title = Choose another time
slots-propose-title = Choose times to propose
slots-change = Your call stays booked for { $when } until you have chosen another time and moved it there.
slots-propose = You propose other times instead of { $when }. You can choose up to three.
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
slots-several = You can choose up to three times. The prison books one of them; so there is a better chance that one is possible.
slots-chosen = You have chosen a time, and it is kept for you for a short while. Continue with it, or choose another one.
slots-go-on = Continue with what you chose
slots-not-asked-here-title = Calls are not asked for here
slots-others-ask = Families do not ask { $establishment } for calls in the app. The person can ask for a call, which you then find here; or telephone the prison.
slots-prisoner-asks = Families do not ask { $establishment } for calls in the app. The person asks for a call, and you answer here.
slots-establishment-asks = Families do not ask { $establishment } for calls in the app. Telephone the prison: what it books for you, you find here.
slots-planner = How many calls are left, and what counts
slots-wait = No time suits you? Wait for one that is given back
slots-waiting = Your place on the waiting list
slots-holding-title = One moment
slots-holding = We are keeping the time for you.
slots-again = Look again
slots-problem-next = Choose another time below. Who comes along is kept.

## What cannot be

refusal-nearest = Nearest possible time: { $when }
refusal-no-calls = All calls for { $month } are used or booked, so this time cannot be booked. New calls begin { $renews }.
refusal-no-minutes = { $left ->
    [0] No minutes are left for { $month }, so this time cannot be booked. New ones begin { $renews }.
    [one] Only { $left } minute is left for { $month }, which is too short for this call. New ones begin { $renews }.
   *[other] Only { $left } minutes are left for { $month }, which is too short for this call. New ones begin { $renews }.
}
refusal-day = This day cannot be booked any more, or not yet. Choose another time.
refusal-enough-choices = You have chosen three times already, which is the most. Give one of them back to choose another.
refusal-visitors = { $most ->
    [one] Only one visitor can be on a call here: you. Take everybody else off and try again.
   *[other] At most { $most } visitors can be on a call here, you and children included. Take somebody off and try again.
}
refusal-no-adult = Somebody of { $age } years or older must be on the call. Choose an adult who comes along, then try again.

## What is left, and what counts

planner-title = Your calls this month and next
planner-who = Calls with { $name } at { $establishment }, whoever of the family asks for them.
planner-calls = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
}
planner-calls-and-minutes = { $calls ->
    [one] { $calls } call
   *[other] { $calls } calls
}, { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
planner-left = Still to book
planner-booked = Asked for or booked
planner-used = Used
planner-all = In all
planner-extra = Of these, extra for this person
planner-renews = New calls begin
planner-counts-title = What counts
planner-counts = { $minutes ->
    [one] A call lasts { $minutes } minute. It counts as one call, however many come.
   *[other] A call lasts { $minutes } minutes. It counts as one call, however many come.
}
planner-visitors = { $most ->
    [one] Only you can be on a call here.
   *[other] Up to { $most } visitors can be on one call, you and children included. A second visitor costs no second call.
}
planner-children = A child counts as a visitor too, but not as a call. Who is younger than { $age } must be with an adult all the time.
planner-change = { $hours ->
    [0] You can change or cancel a call yourself until it begins.
    [one] You can change or cancel a call yourself until an hour before it begins.
   *[other] You can change or cancel a call yourself until { $hours } hours before it begins.
}
planner-information = What { $establishment } wants you to know
planner-choose = Choose a time

## Asking for it

choice-first = First choice: { $when }
choice-second = Second choice: { $when }
choice-third = Third choice: { $when }
kept-until = Kept for you until { $until }. { $minutes ->
    [0] Less than a minute is left.
    [one] { $minutes } minute is left.
   *[other] { $minutes } minutes are left.
}
kept-long = Kept for you until { $until }.

confirm-title = Ask for this call
confirm-change-title = Move the call
confirm-propose-title = Propose these times
confirm-accept-title = Say yes to this call
confirm-not-booked-title = Not booked yet
confirm-not-changed-title = Not changed yet
confirm-not-sent-title = Not sent yet
confirm-not-booked = Press ‘{ $button }’ while the time is kept for you. Your call is then booked at once.
confirm-not-asked = Press ‘{ $button }’ while the time is kept for you. { $establishment } then looks at it and answers you.
confirm-not-accepted = Choose who comes along, then press ‘{ $button }’.
confirm-not-sent = Press ‘{ $button }’ while the times are kept for you. { $establishment } then looks at them and answers you.
confirm-not-changed = Your call is still booked for { $when }. Press ‘{ $button }’ to move it to the time below.
confirm-on-its-way = What you chose is on its way to { $establishment }. Nothing is done until you see the answer here.
confirm-hurry-title = Little time is left
confirm-hurry = In less than two minutes the time is given to others, unless you continue.
confirm-expired-title = The time was given back
confirm-expired = We kept it for as long as we could. Choose it again if it is still free, or another one. Who comes along is kept.
confirm-more = Add another choice
confirm-release = Give back: { $when }
confirm-book = Book the call
confirm-change = Move the call to this time
confirm-propose = Propose these times
confirm-accept = Yes, I will be there
confirm-who = Who comes along?
confirm-who-hint = You and up to three more. Everybody who will be in the picture must be chosen here.
confirm-who-most = Choose everybody who will be in the picture: at most { $visitors }, you included.
confirm-nobody = Only you are on this call. Visitors who come along can be added under People.
confirm-submit = Ask for the call
confirm-sending = Asking the prison…
confirm-other-time = Choose another time

## One booking

booking-title = Call with { $name }
booking-reference = Reference
booking-when = When
booking-where = Where
booking-visitors = Who comes
booking-choices = The times you asked for
booking-asked-by = Asked for by
booking-asked-by-family = You
booking-asked-by-establishment = The prison, for you
booking-sending-title = On its way
booking-sending = Your answer is on its way to the prison. It is not done until this message is gone.
booking-details = The call
booking-loading = The booking is on its way.

booking-status-requested = Not booked yet
booking-status-asked = Not booked yet: your answer is needed
booking-status-offered = Not booked yet: choose another time
booking-status-offered-instead = Booked, but another time is offered
booking-status-booked = Booked
booking-status-rejected = Not possible
booking-status-withdrawn = Withdrawn
booking-status-cancelled = Cancelled
booking-status-completed = Over

booking-requested = You asked for this call. { $establishment } will answer by { $day }. Nothing is booked until then; you need do nothing.
booking-requested-by-prisoner = { $name } asked for this call, and you have answered. { $establishment } will answer by { $day }. Nothing is booked until then; you need do nothing.
booking-asked = { $name } asks you for this call. Nothing is booked until you say yes. Answer by { $by }; without an answer the request ends.
booking-offered = { $establishment } cannot hold the call at the time you asked for, and offers you others. Nothing is booked until you choose one. Answer by { $by }; without an answer the request ends.
booking-offered-instead = { $establishment } would like to move this call and offers you other times. Your call stays booked at its own time unless you choose one of them. Answer by { $by }.
booking-delayed-title = The call starts late
booking-delayed = The prison says that the call is late. It is expected to start { $expected }. You do not need to do anything: stay near your phone.
booking-change-until = You can change or cancel this call yourself until { $until }.
booking-change-over = The time to change or cancel this call yourself was until { $until }. Telephone { $establishment } if you cannot come, and say the reference { $reference }.
booking-booked = Your call is booked. The waiting room opens { $opens }. Reminders come as you have chosen them in the settings.
booking-open = The waiting room is open. Check your camera and microphone, then go in.
booking-withdrawn = You took the request back. You can ask for another time.
booking-too-early-title = Too early
booking-too-early = The waiting room is not open yet. It opens { $opens }.

booking-rejection-no-allowance = The calls for this month are used up. Choose a time in another month.
booking-rejection-not-on-list = A visitor is not on the person's list. Ask the person to add everybody who comes, then ask again.
booking-rejection-slot-unavailable = The time is not possible after all. Choose another one.
booking-rejection-no-adult = No adult was among the visitors. Ask again with an adult.
booking-rejection-prisoner-moved = The person is elsewhere now. Add them again with their new prison.
booking-rejection-restricted = The person has a restriction and cannot have calls now. Ask the prison if you want to know more.
booking-rejection-duplicate = You asked for the same call before. Look among your calls.
booking-rejection-details-incorrect = The person’s details are not right. Compare them with a letter from the person, and add the person again.
booking-rejection-prisoner-released = The person has left prison, so calls are not needed any more.
booking-rejection-prisoner-out = The person is elsewhere that day, for example in court or in hospital. Ask for another time.
booking-rejection-visitor-missing = Somebody who was to come along was not ready in time. Ask again without them, or when they are ready.
booking-rejection-not-answered = The request ended because there was no answer in time. You can ask for another time.
booking-rejection-other = The prison could not book this call. Ask for another time, or ask the prison why.

booking-cancellation-visitor-cancelled = You cancelled this call. It counts as not used.
booking-cancellation-prisoner-cancelled = The person cancelled this call. You can ask for another time.
booking-cancellation-prisoner-moved = The person is elsewhere now, so this call cannot take place. Add them again with their new prison.
booking-cancellation-slot-unavailable = The prison cannot hold this call at that time. Please choose another one.
booking-cancellation-restricted = The person has a restriction and cannot have calls now. Ask the prison if you want to know more.
booking-cancellation-booked-in-error = The prison booked this call by mistake. Please choose another time.

booking-cancellation-prisoner-released = The person has left prison, so this call does not take place.
booking-cancellation-prisoner-out = The person is elsewhere that day, for example in court or in hospital, so this call cannot take place. Please choose another time.
booking-cancellation-prisoner-refused = The person did not want to come to this call. You can write to them, or ask for another time.
booking-cancellation-visitor-missing = Somebody who was to come along was not ready in time, so this call was given up. Ask again without them, or when they are ready.

visitor-ready = Ready
visitor-invited = Has not accepted the invitation yet
visitor-identity-pending = Must still prove who they are

booking-accept = Yes: { $when }
booking-propose = Propose other times
booking-decline = No, I cannot
booking-change = Change the time
booking-join = Go to the waiting room
booking-check = Check camera and microphone
booking-cancel = Cancel this call
booking-withdraw = Take the request back
booking-again = Book another call

## Giving it up

cancel-title = Cancel this call?
cancel-meaning = { $name } is told that you do not come. The time goes to another family, and the call counts as not used.
cancel-keep = Keep the call
withdraw-title = Take the request back?
withdraw-meaning = The prison no longer looks at it, and the time goes to another family.
withdraw-keep = Keep the request
decline-title = Say no to this call?
decline-meaning = { $name } is told that you cannot. Nothing is booked. You can propose other times instead.
decline-submit = Say no
decline-keep = Go back
decline-offer-title = None of these times?
decline-offer-booked = Your call then stays booked at its own time. The prison may ask again or cancel it.
decline-offer-request = Your request then ends, and nothing is booked. You can ask for another time.
decline-offer-submit = None of these times
cancel-why = Why?
cancel-why-hint = The prison sees this. It has no bad consequences for you or the person.
family-reason-time-does-not-suit = The time does not suit me any more
family-reason-illness = Somebody is ill
family-reason-visitor-cannot-come = Somebody who was to come along cannot
family-reason-phone-or-connection = I have no phone or connection for it
family-reason-not-wanted = I do not want the call
family-reason-other = Something else, or I would rather not say

## Waiting list

waiting-list-title = Waiting list
waiting-what = When somebody gives a time back at { $establishment }, we offer it to the families who wait, one after the other. If you are next, you have some time to take it, and we send you an email. You can go on booking other times for { $name } meanwhile.
waiting-from = Not before
waiting-from-hint = Leave it empty for any day from now on
waiting-from-any = From now on
waiting-to = Not after
waiting-to-hint = Leave it empty to wait as long as it takes
waiting-to-any = As long as it takes
waiting-days = On which days?
waiting-days-any = Any day
waiting-days-weekdays = Monday to Friday
waiting-days-weekend = Saturday and Sunday
waiting-submit = Wait for a time
waiting-wish = What you wait for
waiting-standing-title = You are on the waiting list
waiting-standing = { $before ->
    [0] Since { $since }. You are the next.
    [one] Since { $since }. { $before } family has waited longer.
   *[other] Since { $since }. { $before } families have waited longer.
} Nothing is booked. You need do nothing: we tell you when a time is free.
waiting-stop = Stop waiting
waiting-offer-title = A time is free for you: not booked yet
waiting-offer = Somebody gave this time back, and it is kept for you alone. Take it in time, or it goes to the next family.
waiting-take = Take this time
waiting-decline = Leave it to the next family

## At home

home-asked-title = { $name } asks you for a call
home-asked = Not booked yet. Answer by { $by }.
home-offered-title = { $establishment } offers you other times
home-offered = For your call with { $name }: { $establishment } asks you to choose by { $by }.
home-answer = Look and answer

## All bookings

bookings-title = Calls
bookings-future = To come
bookings-past = Past
bookings-none = No calls yet. Choose a person to book a call with.
bookings-book = Book a call
