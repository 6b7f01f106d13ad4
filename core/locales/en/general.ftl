# Words that many screens share.

problem-title = There is a problem
offline-title = No connection
go-on = Continue
try-again = Try again
to-home = Go to home

language = Language
# Each language is named in itself.
language-english = English
language-welsh = Cymraeg
