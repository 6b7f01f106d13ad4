# Geiriau y mae llawer o sgriniau yn eu rhannu.

problem-title = Mae problem
