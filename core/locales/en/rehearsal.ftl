# Trying out the camera before a call, and the warning during one.

rehearsal-title = Try out your camera
rehearsal-open = Try out your camera
rehearsal-text = Sit as you will sit in the call. Your phone looks at its own camera and says what could be better. Nothing is recorded or sent, and you can do this as often as you like.
rehearsal-others = Everybody in the picture must be on the booking. Somebody who walks past for a moment does not stop a call, and nor do turning away or a hand before your face.
rehearsal-done = Done
rehearsal-rows = What the camera sees
rehearsal-waiting = One moment
rehearsal-look = Look into the camera.
rehearsal-better = This could be better
rehearsal-good-title = You can be seen well
rehearsal-good = Light, distance and your face are as they should be.
rehearsal-nobody = The camera sees no face. Hold the phone upright before you and look into the camera.
rehearsal-cannot-title = Look for yourself
rehearsal-cannot = This phone cannot look for faces. Your whole face should be in the picture, about an arm's length away, with the light from the front.
rehearsal-no-face = No face seen

rehearsal-light-row = Light
rehearsal-light-good = Good
rehearsal-light-dark = Too dark
rehearsal-light-behind = Behind you
rehearsal-light-advice-dark = It is too dark. Switch a lamp on in front of you, or sit facing a window.
rehearsal-light-advice-behind = The light is behind you and your face is dark. Turn round, so that it falls on your face.

rehearsal-distance-row = Distance
rehearsal-distance-good = Good
rehearsal-distance-far = Too far away
rehearsal-distance-near = Too near
rehearsal-distance-advice-far = You are too far away. Come nearer: about an arm's length from the phone.
rehearsal-distance-advice-near = You are very near. Go back a little, so that your whole face stays in the picture when you move.

rehearsal-face-row = Your face
rehearsal-face-good = Clear
rehearsal-face-cut-off = Not all in the picture
rehearsal-face-turned = Turned away
rehearsal-face-blurred = Blurred
rehearsal-face-advice-cut-off = Part of your face is outside the picture. Move, or turn the phone, until all of it is inside.
rehearsal-face-advice-turned = Your face is turned away. Look into the camera.
rehearsal-face-advice-blurred = Your face is blurred. Hold the phone still or lean it against something, and wipe the camera.

rehearsal-people-row = People seen
rehearsal-people = { $people ->
    [0] Nobody
    [one] { $people } person
   *[other] { $people } people
}
rehearsal-recognised-row = Like your portrait
rehearsal-recognised = Yes
rehearsal-not-recognised = Cannot tell yet

stranger-title = Somebody else may be in your picture
stranger = Only people on the booking may be seen. Look behind you, face the camera and see that there is enough light: otherwise the call may pause.
