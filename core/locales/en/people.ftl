# People in prison, and visitors who come along.

people-title = People
people-on-list = On your list
people-contacts-heading = People you can call
people-contacts-none = You have not added anybody yet. Add the person in prison whom you want to call. Their prison then decides whether you can.
people-contact-detail = { $number }, { $establishment }
people-contact-requested = { $number }, { $establishment }. You will have an answer by { $day }. You do not need to do anything until then.
people-contact-book = Book a call: { $name }
people-add-contact = Add a person in prison
people-waiting-for-list = The list is on its way.

contact-status-requested = Waiting for the prison
contact-status-approved = Approved
contact-status-rejected = Not approved

contact-rejection-details-incorrect = Number, name or date of birth do not fit anybody in this prison. Compare them with a letter from the person, and add the person again. They may also have moved.
contact-rejection-not-on-list = The person has not put you on their list yet. Ask them by letter or phone to do so, then add them again.
contact-rejection-restricted = The person has a restriction and cannot have calls with you now. Ask the prison if you want to know more.

people-companions-heading = Adults who come along
people-companions-text = Up to three more adults can come along to a call, each on their own phone or with you in your picture. Each must show who they are in their own app.
people-companions-none = Nobody comes along yet.
people-companion-adult = Adult
people-companion-child = Child: an adult must come too
people-companion-remove = Remove { $name }
people-companions-full = Three adults are on your list, which is the most. Remove one to add another.
people-add-companion = Add somebody by their visitor number
people-invite = Invite an adult by a link
people-invitation-open = Invited
people-invitation-detail = Has not accepted yet. The link works until { $day }, once.
people-invitation-share = Send the link to { $name }
people-companion-state-ready = Ready
people-companion-state-identity-pending = Must show who they are
people-invited = I have an invitation

people-children-heading = Children who come along
people-children-text = A child needs no phone and no document. An approved adult must be with them for the whole call.
people-children-full = Ten children are on your list, which is the most. Remove one to add another.
people-add-child = Add a child
people-child-age = { $years ->
    [0] Under one year old. Must be with an adult.
    [one] { $years } year old. Must be with an adult.
   *[other] { $years } years old. Must be with an adult.
}
people-own-number-heading = Your visitor number
people-own-number-text = { $number }. Give it, with your date of birth, to a relative who wants to bring you along.

add-contact-title = Add a person in prison
add-contact-text = The prison compares these details with its own. They must be those of the person, not yours.
add-contact-establishment = Where is the person?
add-contact-establishment-hint = Choose the prison or young offender institution.
add-contact-establishment-missing = Choose where the person is.
add-contact-number = Prisoner number
add-contact-number-hint = A letter, four digits and two letters, such as A1234BC. It is on letters from the person.
add-contact-given-names = First names
add-contact-family-name = Last name
add-contact-date-of-birth = Date of birth
add-contact-date-of-birth-hint = For example, 27 3 1985
add-contact-submit = Ask the prison

add-companion-title = Add a visitor
add-companion-text = The visitor must have been approved in their own app. Ask them for their visitor number: they find it under People.
add-companion-number = Their visitor number
add-companion-number-hint = Eight letters and digits
add-companion-date-of-birth = Their date of birth
add-companion-date-of-birth-hint = For example, 27 3 1985
add-companion-submit = Add

missing-title-adult = An adult is still missing
missing-title-visitor = Not everybody is ready yet
missing-adult = A child must have an adult with them, who has been approved.
missing-who-invited = { $name } has not accepted your invitation yet.
missing-who-identity-pending = { $name } has not shown who they are in their own app yet, or has no answer yet.
missing-by = It must be settled by { $by }, or the call is given to somebody else.

add-child-title = Add a child
add-child-text = Only a parent or legal guardian can add a child. You answer for them on the call.
add-child-who-heading = Who must be with the child
add-child-who-text = You, or another adult whom the prison has approved, must be beside the child from the beginning to the end of the call. A child is never alone on a call. Some prisons count people as adults from 16 or younger: you see this when you book.
add-child-given-names = The child's first names
add-child-family-name = The child's last name
add-child-date-of-birth = The child's date of birth
add-child-date-of-birth-hint = For example, 27 3 2019. Anybody who is 18 or over is invited instead, and shows who they are.
add-child-your-relationship = What are you to the child?
add-child-relationship-parent = Mother or father
add-child-relationship-guardian = Legal guardian
add-child-relationship-missing = Choose what you are to the child. Others cannot add a child.
add-child-responsible = Are you responsible for this child?
add-child-responsible-hint = The prison may ask for a birth certificate or a court's order.
add-child-responsible-yes = Yes. I am responsible for the child, and agree that they come to calls.
add-child-responsible-missing = Only somebody who is responsible for the child can add them. Confirm that you are.
add-child-submit = Add this child

invite-title = Invite an adult
invite-text = You make a link and send it to them, by text message or mail. Nobody else should have it: it works once.
invite-steps = They install the app, accept, and show who they are there. You see here how far they are. You can book at once, but everybody must be ready a day before the call.
invite-name = What you call them
invite-name-hint = For example, Aunt Megan. They see your name, not this one.
invite-submit = Make the link
invitation-share-title = Come along to a video call
invitation-share-text = I would like you to come along to a video call. Open this link on your phone and follow the steps: { $link }

invitation-title = An invitation
invitation-kept-title = You were invited
invitation-kept = Register first, then you see who invites you. The invitation is kept.
invitation-loading = We are asking who invites you.
invitation-from = { $name } invites you to come along to video calls with somebody in prison.
invitation-means = If you accept, { $name } sees your name and whether you are ready. You show who you are in this app, once, with a document and a photo of your face. Calls are watched and recorded by the prison.
invitation-until = You can accept until { $day }.
invitation-accept = Accept
invitation-decline = No, thank you
invitation-accepted-title = You accepted
invitation-ready = You are ready. { $name } can bring you along now, and you will see the call among yours.
invitation-prove = Next, show who you are: { $name } can bring you along when that is approved. It can take some days, so it is best done now.
invitation-prove-now = Show who I am
invitation-link = The link that you were sent
invitation-link-hint = Or only the code at its end
invitation-link-submit = Continue
