# Proving who one is.

## On home

identity-next-title = Show who you are
identity-next = Before your first call, staff check who you are. You need your document and about five minutes.
identity-next-start = Start
identity-next-go-on = Continue where you stopped
identity-next-mend = Put it right now
identity-next-sending = Your details and photos are on their way.
identity-next-look = See how far it is

## Details

identity-details-title = Your name and date of birth
identity-details-text = Type them exactly as they are on your document.
identity-given-names = First names
identity-names-hint = All of them, as on your document
identity-family-name = Last name
identity-name = Name
identity-date-of-birth = Date of birth
identity-date-of-birth-hint = For example, 27 3 1985

## Document

identity-document-title = Your document
identity-document = Document
identity-document-hint = Use the original, not a copy or a picture on a screen.
identity-document-missing = Choose the document that you will use.
document-passport = Passport
document-hint-passport = You take a photo of the page with your picture.
document-driving-licence = Driving licence
document-hint-driving-licence = You take a photo of both sides of the card.
document-identity-card = National identity card
document-hint-identity-card = You take a photo of both sides of the card.
document-residence-permit = Biometric residence permit
document-hint-residence-permit = You take a photo of both sides of the card.
document-end-refused = It must not have expired.
document-end-days = It may have expired up to { $count } days ago.
document-end-months = It may have expired up to { $count } months ago.
document-birth-certificate = Birth certificate
document-hint-birth-certificate = You take a photo of the whole page.

## Photos

identity-photos-title = Your photos
identity-photos-text = The photos stay on this phone until you send them. Then they are deleted here.
identity-check-heading = Check what you typed
identity-send = Send
photo-document-front = Front of the document
photo-document-back = Back of the document
photo-portrait = Your face
photo-passport-page = Passport page with your picture
photo-status-missing = Not taken yet
photo-status-taken = Taken
photo-status-sent = Sent
photo-status-again = Take it again
photo-status-looking = Being looked at
photo-status-noticed = Have a look first
photo-look = See what we noticed
photo-take-document-front = Photograph the document
photo-take-document-back = Photograph the back
photo-take-portrait = Photograph your face
photo-retake-document-front = Photograph the document again
photo-retake-document-back = Photograph the back again
photo-retake-portrait = Photograph your face again
document-hint-corners = All four corners are in the picture, on a plain, dark background.
document-hint-glare = No lamp or window is reflected in it: no flash.
document-hint-sharp = Every word can be read.
portrait-hint-face = Your whole face is in the picture, looking at the camera, without hat or sunglasses.
portrait-hint-light = The light comes from the front, and there is no shadow on your face.
portrait-hint-alone = You are alone in the picture.
photo-looking = We are looking whether the photo is good
photo-noticed-title = This photo could be better
photo-noticed-blurred = It is not sharp. Hold the phone still with both hands, and wait until the picture is sharp.
photo-noticed-dark = It is dark. Go to a window, or switch on a lamp.
photo-noticed-glare = There is a reflection in it. Turn away from lamps and windows, and switch the flash off.
photo-noticed-cut-off = An edge is missing. Go a little further away, until all four corners are in the picture.
photo-noticed-too-small = It is small in the picture. Go nearer, until it nearly fills the frame.
photo-noticed-turned = It lies on its side. Turn the phone, so that the words can be read from left to right.
photo-noticed-no-face = We cannot find a face in it. Look at the camera, with your whole face in the frame.
photo-noticed-two-faces = There is more than one face in it. Be alone in the picture, also without photos behind you.
photo-noticed-not-facing = The face is turned away. Look straight at the camera.
photo-noticed-eyes-hidden = The eyes cannot be seen. Take off sunglasses, and brush hair aside.
photo-noticed-person = If you cannot take a better one, use this one. A member of staff looks at every photo: a machine never decides.
photo-keep = Use this photo
photo-own = The photo that you took
photo-example = A good photo looks like this
photo-example-document = A drawing: a card lies flat on a dark table, taken straight from above. All four corners are in the picture, and nothing shines.
photo-example-portrait = A drawing: a face in the middle of the frame looks straight ahead. The eyes are open, the light comes from the front, and nobody else is there.
camera-cancel = Back without a photo

## Sending

identity-sending-title = Sending
identity-sending-progress = Photos sent
identity-sending-text = You can use other apps meanwhile. If the connection is lost, it goes on where it was.

## Answer

identity-status-title = Proof of who you are
identity-loading = We are asking how it stands.
identity-submitted-title = Sent
identity-submitted = { $cases ->
        [0] Yours is the next to be looked at.
        [one] { $cases } person is before you.
       *[other] { $cases } people are before you.
    } You will have an answer by { $day }.
identity-in-review-title = Being looked at
identity-in-review = A member of staff is looking at your photos now. You will have an answer by { $day }.
identity-what-next = What happens next
identity-what-next-text = We write to you by email when there is an answer. You do not need to do anything until then.
identity-approved-title = Approved
identity-approved = We know who you are. You can add the person you want to call.
identity-ends-title = The proof of who you are ends soon
identity-ends = It is valid until { $day }. Show your document and your face again before, so that you can go on having calls.
identity-ended-title = The proof of who you are has ended
identity-next-renew = Show who you are again
identity-rejected-title = Please send something again
identity-refused-title = This could not be accepted
identity-rejected-at = Answered: { $day }
identity-rejected-kept = Everything else that you sent is kept. You only put right what is wrong.
identity-rejected-left = { $count ->
    [one] You can send it once more. After that, you show your document another way.
   *[other] You can send it { $count } more times. After that, you show your document another way.
}
identity-next-other-way = See how
identity-other-way-title = Show your document another way
identity-other-way = You have sent photos as often as you can. Staff can see your document itself instead. You need only one of these two ways.
identity-other-way-in-person = In person
identity-other-way-in-person-text = Take your document to the visitors' centre of the prison, when visits take place. Tell them the email address that you use here. They look at it and give it back to you at once.
identity-other-way-post = By post
identity-other-way-post-text = Send a certified copy of your document and a passport photo to the prison. A solicitor, a doctor or the Post Office can certify a copy. Write the email address that you use here on the back. Do not send the document itself.
identity-rejected-photo = It is about this photo: { $photo }.
identity-rejected-note = Staff wrote: { $note }

identity-rejection-photo-blurred = The photo is blurred.
identity-rejection-photo-glare = A reflection hides something on the photo.
identity-rejection-photo-cut-off = A corner or an edge is missing on the photo.
identity-rejection-photo-dark = The photo is too dark to read.
identity-rejection-document-expired = The document has expired.
identity-rejection-document-not-accepted = This document cannot be used.
identity-rejection-details-differ = The name or date of birth that you typed is not the same as on the document.
identity-rejection-portrait-unclear = Your face cannot be seen well on the photo.
identity-rejection-portrait-differs = The photo of your face does not look like the picture on the document.
identity-rejection-other = Something is not right yet.
identity-mend-photo-blurred = Hold the phone still, wait until it is sharp, and take it again.
identity-mend-photo-glare = Turn away from lamps and windows, without flash, and take it again.
identity-mend-photo-cut-off = Go a little further away, so that all four corners can be seen, and take it again.
identity-mend-photo-dark = Take it again by daylight or under a bright lamp.
identity-mend-document-expired = Use one that is still valid.
identity-mend-document-not-accepted = Choose one of the documents in the list.
identity-mend-details-differ = Compare them and type them as on the document.
identity-mend-portrait-unclear = Look at the camera, alone, without hat or sunglasses, in good light, and take it again.
identity-mend-portrait-differs = Take it again in good light, or use a newer document.
identity-mend-other = Read what staff wrote.
