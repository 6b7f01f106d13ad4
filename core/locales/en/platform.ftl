# What only the platform has: its own controls, permissions, notifications, and a start that failed.

platform-back = Back
platform-day = Day
platform-month = Month
platform-year = Year
platform-error = Error

platform-take-photo = Take the photo
platform-choose-photo = Choose a photo that you have
platform-camera-for-photo = To take this photo the app needs the phone's camera. Nothing is kept among your photos.
platform-camera-for-call = For a video call the app needs the phone's camera and microphone. They are on only during the check, in the waiting room and in the call.
platform-allow = Allow
platform-open-settings = Open the phone's settings

platform-play-sound = Play the test sound
platform-heard = I can hear it
platform-not-heard = I cannot hear it

platform-own-picture = Your own picture
platform-move-own-picture = Move your own picture
platform-switch-camera = Use the other camera
platform-loudspeaker-off = Switch loudspeaker off
platform-loudspeaker-on = Switch loudspeaker on
platform-no-picture = No picture
platform-screen-recorded = The screen is being recorded or shared, which is not allowed. The picture comes back when that ends.

platform-reminders-channel = Reminders of your calls
platform-calls-channel = Calls that are going on
platform-call-running = Your video call is going on

platform-cannot-start = Kinline cannot start
platform-start-locked = The phone keeps what is yours behind its lock. Unlock it, or set a screen lock in its settings, then try again.
platform-start-again = What was kept on this phone cannot be read, and was set aside. Try again, then register with the same email address: your bookings are still there.
platform-start-update = A newer version of this app was used on this phone. Update the app, then try again.
platform-start-storage = The phone's storage is full. Delete something else on the phone, then try again.
platform-start-failed = Something is wrong with the app. Update it, then try again.
