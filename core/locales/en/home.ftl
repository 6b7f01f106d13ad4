# Home: what is next.

home-title = Your video calls
home-loading = We are asking what is new.
home-next-call = Your next call
home-call-open = The waiting room is open
home-bookings = All calls
home-people = People
home-policy = Rules for calls
home-settings = Settings

home-policy-title = Read the rules for calls
home-policy-text = Before your next call, please read the rules and agree to them.
home-policy-read = Read the rules
home-person-title = Add the person you want to call
home-person-text = You need the person's prisoner number and date of birth, and the name of the prison.
home-person-add = Add a person in prison
home-contact-title = The prison has your request
home-contact-text = You can book a call when the prison has approved that you call this person.
home-contact-look = See where it stands
home-book-title = You can book a call
home-book-text = Choose a time that suits you.
home-book = Book a call
