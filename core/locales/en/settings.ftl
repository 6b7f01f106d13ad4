# Language, and this phone.

settings-title = Settings
settings-account = Your account
settings-email = Email address
settings-visitor-number = Your visitor number
settings-reminders = Reminders
settings-reminders-when = When should this phone remind you?
settings-reminders-hint = Of booked calls, and of what must be done before them.
settings-reminder-week = A week before
settings-reminder-day = The day before, at the same time
settings-reminder-hour = An hour before
settings-reminder-ten-minutes = Ten minutes before, when the waiting room is open
settings-reminders-none-title = No reminders
settings-reminders-none = This phone will not remind you of your calls. Choose at least one, if you might forget.
settings-denied-title = Your phone does not allow this yet
settings-denied-notifications = Reminders: the app may not show any.
settings-denied-camera = Camera: without it you cannot be seen, and a call does not begin.
settings-denied-microphone = Microphone: without it you cannot be heard.
settings-denied-open = Open the phone's settings
settings-identity = Proof of who you are
settings-identity-until = Valid until { $day }
settings-phone = This phone
settings-phone-text = What you type is kept encrypted on this phone only, until it is sent. Photos are deleted here as soon as we have them.
settings-time-zone = Times are shown for { $zone }, as this phone is set. Where the prison's clock differs, you see both.
