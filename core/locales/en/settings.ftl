# Language, and this phone.

settings-title = Settings
settings-account = Your account
settings-email = Email address
settings-visitor-number = Your visitor number
settings-reminders = Reminders
settings-reminders-text = This phone reminds you of booked calls one week, one day, one hour and ten minutes before. You can switch them off in the phone's own settings.
settings-phone = This phone
settings-phone-text = What you type is kept encrypted on this phone only, until it is sent. Photos are deleted here as soon as we have them.
settings-time-zone = Times are shown for { $zone }, as this phone is set. Where the establishment's clock differs, you see both.
