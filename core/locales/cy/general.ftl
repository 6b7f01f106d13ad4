# Geiriau y mae llawer o sgriniau yn eu rhannu.

problem-title = Mae problem
offline-title = Dim cysylltiad
go-on = Ymlaen
try-again = Rhoi cynnig arall arni
to-home = Mynd i'r dudalen gartref

language = Iaith
# Enwir pob iaith yn ei hiaith ei hun.
language-english = English
language-welsh = Cymraeg
