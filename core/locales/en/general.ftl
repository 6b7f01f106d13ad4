# Words that many screens share.

problem-title = There is a problem
