# The check before a call, the waiting room, the call, and how it ended.

## The check

check-title = Check before the call
check-text = Look at yourself in the picture, say something, and listen for the test sound.
check-rows = Camera, microphone and loudspeaker
check-camera = Camera
check-microphone = Microphone
check-loudspeaker = Loudspeaker
check-waiting = Being checked
check-works = Works
check-fails = Does not work
check-camera-fails = The app gets no picture. Allow it to use the camera in the phone's settings, and close other apps that use it. Without a picture the call cannot begin.
check-microphone-fails = The app gets no sound. Allow it to use the microphone in the phone's settings, and take your finger off it.
check-loudspeaker-fails = Turn the volume up, or plug in headphones.
check-again = Check again
check-join = Go to the waiting room

## The waiting room

waiting-title = Waiting room
waiting-connecting = Connecting
waiting-status = Waiting
waiting-begins = The call begins { $starts }, by itself, when everybody is here.
waiting-time = It is time. The call begins by itself when everybody is here.
waiting-late = The call will begin late. The prison expects it { $starts }. Stay here or come back then; your time is not running.
waiting-not-here-yet = { $name } is not here yet. Staff bring the person to the laptop; this can take a few minutes. Your time is not running.

presence-away = Not here yet
presence-waiting = In the waiting room
presence-connected = Here
presence-busy = On the telephone
presence-in-call-away = Not connected
presence-in-call-waiting = Connecting
presence-in-call-connected = In the call

## The call

call-title = Call with { $name }
call-live = Live
call-paused = Paused
call-interrupted = Interrupted
call-left-minutes = { $minutes ->
    [one] { $minutes } minute left
   *[other] { $minutes } minutes left
}
call-left-seconds = { $seconds ->
    [one] { $seconds } second left
   *[other] { $seconds } seconds left
}
call-length-minutes = { $minutes ->
    [one] The call lasts { $minutes } minute
   *[other] The call lasts { $minutes } minutes
}
call-length-seconds = { $seconds ->
    [one] The call lasts { $seconds } second
   *[other] The call lasts { $seconds } seconds
}
call-warning-title = The call ends soon
call-warning = { $left }. The call then ends by itself: say what you still want to say.

call-cover-paused = The call is paused
call-cover-time-stands = Your time is not running.
call-cover-time-runs = Your time goes on running.
call-cover-telephone = Another call has your phone
call-cover-telephone-text = Picture and sound of this visit are off until the other call or app gives the sound back. Then they come back by themselves; you need press nothing. The others read that you are on the telephone.
call-pause-face-family = Somebody in your picture is not on the booking. Only approved visitors may be seen. The call goes on by itself when only they are in the picture, or when staff allow the person.
call-pause-face-prison = Somebody in the other side's picture is not approved for this call. You need do nothing: the call goes on by itself when they are gone, or when staff allow them.
call-pause-staff-room-check = Staff are making a short check in the room. You need do nothing: staff let the call go on.
call-pause-staff-conduct = Something that was said or shown is against the rules that you agreed to. Please wait: staff decide when the call goes on.
call-pause-staff-technical = Staff are seeing to a technical matter. You need do nothing: staff let the call go on.
call-pause-staff-wellbeing = Somebody needs a moment. You need do nothing: staff let the call go on when everybody is ready.
call-pause-connection-family = The connection to your side was lost. The call goes on by itself when it is back. Stay where the network is good.
call-pause-connection-prison = The laptop in the prison has lost its connection. You need do nothing: the call goes on by itself when it is back.
call-pause-left-family = Everybody on your side has left. The call ends in a moment unless one of you comes back.
call-pause-left-prison = The person has left the call. It ends in a moment unless they come back.

call-cover-offline = Your phone has no network
call-cover-offline-text = Look at Wi-Fi and mobile data. We connect you again as soon as there is a network; you need press nothing.
call-cover-unreachable = The prison's server cannot be reached
call-cover-unreachable-text = We keep trying; your time is not running.
call-cover-unreachable-others = We keep trying. The call may be going on for the others of your family.
call-cover-media = Connecting picture and sound
call-cover-media-text = The line for picture and sound was interrupted. We are connecting it again; you need press nothing.

call-line-poor = Weak line: the picture may be small or stand still
call-line-bad = Bad line: go nearer to the Wi-Fi, or switch your camera off
call-line-voice-only = Weak line: only your voice is sent, so that it is not lost

call-microphone-off = Switch microphone off
call-microphone-on = Switch microphone on
call-camera-off = Switch camera off
call-camera-on = Switch camera on
call-leave = Leave

## The end

ended-title = The call is over
ended-left-title = You left
ended-refused-title = You cannot join now
ended-replaced-title = You joined on another phone
ended-replaced = The same person can be in a call on one phone only. If that was not you, tell the prison.
ended-left = The call may still be going on, and you can come back until it ends.
ended-rejoin = Come back
ended-here-instead = Join here instead
ended-talked = You talked for { $duration }.
ended-returned = Pauses took { $duration }, which you were given back.
ended-next = The call is in your history, under Calls.
ended-reason-time-up = The time was used up.
ended-reason-ended-by-staff = Staff ended the call. Ask the prison if you do not know why.
ended-reason-family-left = Everybody on your side had left.
ended-reason-prison-left = The person left the call.
ended-reason-family-no-show = Nobody of your side came in time.
ended-reason-prison-no-show = The person did not come to the laptop. This is not your mistake. Ask the prison what happened, and whether the call can be given back.
ended-reason-connection-lost = A connection was lost and did not come back in time. Ask the prison whether the call can be given back.
ended-reason-called-off = The prison called it off before it began. This is not your mistake. The booking says why.
ended-book-again = Book another call
ended-bookings = All calls
