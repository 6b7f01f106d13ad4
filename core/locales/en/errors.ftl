# What went wrong and what to do next: a sentence for each code, and a few that have none.

error-offline = There is no connection to Kinline. You can still see what was here before, and nothing that you typed is lost. We will try again by ourselves.
error-untrusted = We cannot be sure that we are talking to Kinline, so nothing was sent. Use another network, such as your mobile data, and try again.
error-not-kept = This phone cannot keep what you type: its storage is full. Delete something else on the phone, then go on.

## Requests in general

error-malformed = Kinline could not read what the app sent. Update the app and try again.
error-invalid-input = Something that you typed cannot be used. Look at each field and try again.
error-not-signed-in = This phone is not signed in any more. Register again with the same email address.
error-sign-in-expired = Your sign-in ran out. Try again.
error-not-allowed = You cannot do this. If you think that you should, ask the prison.
error-not-found = This is not there any more. Go back and look again.
error-method-not-allowed = Kinline did not understand the app. Update the app and try again.
error-too-large = This is too large to be sent. Make it smaller and try again.
error-wrong-content-type = Kinline could not read what the app sent. Update the app and try again.
error-idempotency-key-missing = Kinline did not understand the app. Update the app and try again.
error-idempotency-key-reused = This was sent before in another way. Look whether it has arrived before you try again.
error-too-many-requests = { $at ->
    [none] You have tried too often. Wait a few minutes and try again.
   *[other] You have tried too often. Try again after { $at }.
}
error-unavailable = Kinline is not ready at the moment. Wait a minute and try again. Nothing that you typed is lost.
error-internal = Something went wrong at Kinline. Wait a minute and try again. Nothing that you typed is lost.

## Account

error-email-invalid = This is not an email address. Type it like name@example.com.
error-code-wrong = This is not the code that we sent. Look at our newest email and type its six digits.
error-code-expired = This code has expired: a code works for 15 minutes. Ask for a new one.
error-code-exhausted = You have typed a wrong code too often. Ask for a new one.
error-device-key-invalid = This phone could not be registered. Update the app and try again.
error-signature-invalid = This phone could not sign in. Register again with the same email address.
error-sign-in-code-wrong = This sign-in code is not known. Look at it again and retype it.

## Values

error-name-invalid = Type the name, with at most 100 letters.
error-date-invalid = This date cannot be right. Type day, month and year again, for example 27 3 1985.
error-prisoner-number-invalid = This is not a prisoner number. It has a letter, four digits and two letters, such as A1234BC.

## Photos

error-photo-too-large = The photo is too large to be opened: it may have 50 megapixels at most. Take it with the camera, or choose a smaller size.
error-photo-heic = This is a HEIC photo, which we cannot open. Take the photo here with the camera. Or choose JPEG on the phone (iPhone: Settings, Camera, Formats, Most Compatible) and take it again.
error-photo-unreadable = This file is not a photo that we can read. Take the photo with the camera, or choose a JPEG or PNG file.
error-photo-too-small = The photo is too small to be read. Take it again closer, or with a larger size.
error-upload-offset = The sending got out of step. Try again: it goes on where it was.
error-upload-incomplete = Not all of the photo has arrived. Take it again and send it.
error-tus-version = Kinline did not understand the app. Update the app and try again.
error-photo-missing = This photo is missing. Take it, then send.

## Identity

error-identity-pending = Your details and photos are with us already. Wait for the answer.
error-identity-not-approved = Staff must first check who you are. Look at home how that stands.
error-identity-expired = { $at ->
    [none] The proof of who you are has ended. Show your document and your face again; then you can have calls again.
   *[other] The proof of who you are ended: { $at }. Show your document and your face again; then you can have calls again.
}
error-identity-attempts-used = You have sent photos as often as you can. Show your document another way: look at home how.
error-document-not-accepted = This document is for people who are not 18 yet. Choose another one.
error-already-decided = This has been decided already. Go back and look again.

## Policy

error-policy-not-agreed = Please read the rules for calls and agree to them first.
error-policy-version = The rules have changed just now. Please read the new version below and agree to it.

## People

error-contact-exists = This person is on your list already.
error-contact-not-approved = The prison has not approved yet that you call this person. Look under People how that stands.
error-companion-not-found = No approved visitor has this number and date of birth. Compare both with what the visitor told you. They must have been approved in their own app.
error-companion-limit = No more visitors can come along. Remove one from your list to add another.

## Booking

error-slot-taken = Somebody else took this time just before you. Choose another.
error-slot-unavailable = The prison does not offer this time any more. Choose another.
error-restricted = The person has a restriction and cannot have calls at this time. Nothing has changed: look at how your call stands. Ask the prison if you want to know more.
error-hold-expired = We kept the time for you for ten minutes, and they are over. Choose a time again: it may still be free.
error-allowance-used = { $at ->
    [none] All calls of this month are used. Choose a time in another month.
   *[other] All calls of this month are used. New ones begin on this date: { $at }. Choose a time after it.
}
error-too-many-visitors = Too many visitors are chosen for one call. Take one off and try again.
error-no-adult = An adult must be in the call. Bring an adult visitor along.
error-booking-state = This cannot be done with this booking any more. Look at how it stands now.
error-change-too-late = { $at ->
    [none] It is too late to change or cancel this call here. Please telephone the prison.
   *[other] This call could be changed or cancelled here until { $at }. Please telephone the prison.
}
error-not-asked-here = This prison does not take calls asked for in this way. Ask it how calls are arranged.
error-invitation-gone = This invitation does not work any more. Ask the person who sent it for a new one.
error-bookings-hit = This change affects calls that are booked. Decide about each of them first.
error-portal-changed = Somebody else has changed this since you read it. Look at it again first.
error-checks-failed = A check of this call failed. Look at it again.
error-establishment-not-live = This prison does not offer video calls yet. Ask it about other ways to visit.
error-establishment-live = This prison offers video calls now. You can book one.
error-line-check-gone = This check is over. Start it again.

## Call

error-call-too-early = { $at ->
    [none] The waiting room is not open yet. Come back 15 minutes before the call.
   *[other] The waiting room is not open yet. Come back at this time: { $at }.
}
error-call-over = This call is over. Look at your bookings to see how it ended, or book another.
error-call-full = Four callers are in this call already. One of them must leave before you can join.
error-sdp-invalid = This phone could not connect to the call. Try again. If it fails again, update the app.
error-media-session-gone = The connection to the call was lost. Join again.
error-etag-missing = This phone could not connect to the call. Join again.
error-etag-mismatch = This phone could not connect to the call. Join again.
error-recording-missing = There is no recording of this.
