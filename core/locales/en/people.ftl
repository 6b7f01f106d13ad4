# People in prison, and visitors who come along.

people-title = People
people-contacts-heading = People you can call
people-contacts-none = You have not added anybody yet. Add the person in prison whom you want to call. Their establishment then decides whether you can.
people-contact-detail = { $number }, { $establishment }
people-contact-requested = { $number }, { $establishment }. You will have an answer by { $day }. You do not need to do anything until then.
people-contact-book = Book a call: { $name }
people-add-contact = Add a person in prison
people-waiting-for-list = The list is on its way.

contact-status-requested = Waiting for the establishment
contact-status-approved = Approved
contact-status-rejected = Not approved

contact-rejection-details-incorrect = Number, name or date of birth do not fit anybody in this establishment. Compare them with a letter from the person, and add the person again. They may also have moved.
contact-rejection-not-on-list = The person has not put you on their list yet. Ask them by letter or phone to do so, then add them again.
contact-rejection-restricted = The person has a restriction and cannot have calls with you now. Ask the establishment if you want to know more.

people-companions-heading = Visitors who come along
people-companions-text = Up to three more approved visitors can come along to a call, each on their own phone or with you in your picture.
people-companions-none = Nobody comes along yet.
people-companion-adult = Adult
people-companion-child = Child: an adult must come too
people-companion-remove = Remove { $name }
people-companions-full = Three visitors are on your list, which is the most. Remove one to add another.
people-add-companion = Add a visitor
people-own-number-heading = Your visitor number
people-own-number-text = { $number }. Give it, with your date of birth, to a relative who wants to bring you along.

add-contact-title = Add a person in prison
add-contact-text = The establishment compares these details with its own. They must be those of the person, not yours.
add-contact-establishment = Where is the person?
add-contact-establishment-hint = Choose the prison or young offender institution.
add-contact-establishment-missing = Choose where the person is.
add-contact-not-live = Calls cannot be booked here yet. You can ask to be approved already.
add-contact-number = Prisoner number
add-contact-number-hint = A letter, four digits and two letters, such as A1234BC. It is on letters from the person.
add-contact-given-names = First names
add-contact-family-name = Last name
add-contact-date-of-birth = Date of birth
add-contact-date-of-birth-hint = For example, 27 3 1985
add-contact-submit = Ask the establishment

add-companion-title = Add a visitor
add-companion-text = The visitor must have been approved in their own app. Ask them for their visitor number: they find it under People.
add-companion-number = Their visitor number
add-companion-number-hint = Eight letters and digits
add-companion-date-of-birth = Their date of birth
add-companion-date-of-birth-hint = For example, 27 3 1985
add-companion-submit = Add
