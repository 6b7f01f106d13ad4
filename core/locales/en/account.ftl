# Registering an e-mail address and this phone.

welcome-title = Video calls with someone in prison
welcome-what = With Kinline you book a video call with a person in prison, and make it on this phone.
welcome-need = You need an email address, a passport, driving licence, identity card or residence permit, and about ten minutes. Staff check who you are before your first call.
welcome-start = Start

signed-out-title = Please register again
signed-out = This phone is not signed in any more. Register with the same email address: what you sent and booked is still there.

register-title = What is your email address?
register-email = Email address
register-email-hint = We send you a code, and news of your bookings.
register-submit = Send me a code

code-title = Check your email
code-sent = We have sent a code of six digits to { $email }. It works for 15 minutes. It can take a few minutes to come: look in your spam folder too.
code-field = Code
code-hint = Six digits
code-submit = Continue
code-again = Send a new code
code-other-address = Use another email address
code-sent-again-title = New code sent
code-sent-again = We have sent you a new code. The code before it does not work any more.
