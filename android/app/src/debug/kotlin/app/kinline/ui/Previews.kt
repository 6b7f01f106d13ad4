package app.kinline.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.tooling.preview.Preview
import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.Facing
import app.kinline.ffi.PlatformWords
import app.kinline.ffi.Screen
import app.kinline.ffi.VideoUnit
import app.kinline.platform.CallCamera
import app.kinline.platform.DeviceProbe
import app.kinline.platform.Hardware
import app.kinline.platform.LocalHardware
import app.kinline.platform.PhotoCamera
import app.kinline.platform.Pictures
import app.kinline.platform.Sound
import app.kinline.ui.theme.KinlineTheme

@Preview(name = "Every part")
@Preview(name = "In the dark", uiMode = android.content.res.Configuration.UI_MODE_NIGHT_YES)
@Preview(name = "Letters twice as large", fontScale = 2f)
@Preview(name = "Tablet", device = "spec:width=1280dp,height=800dp,dpi=240")
@Composable
internal fun EveryPart() = Shown(Samples.parts)

@Preview(name = "A call")
@Preview(name = "A call held across", device = "spec:width=891dp,height=411dp")
@Preview(name = "A call, letters twice as large", fontScale = 2f)
@Composable
internal fun Call() = Shown(Samples.calling)

@Composable
private fun Shown(screen: Screen) {
    CompositionLocalProvider(LocalHardware provides StillHardware) {
        KinlineTheme { ScreenView(screen, samplePlatformWords, send = {}) }
    }
}

/** The core does not run in a preview. */
private val samplePlatformWords =
    PlatformWords(
        back = "Back",
        day = "Day",
        month = "Month",
        year = "Year",
        error = "Error",
        takePhoto = "Take the photo",
        choosePhoto = "Choose a photo",
        cameraForPhoto = "The camera is needed",
        cameraForCall = "Camera and microphone are needed",
        allow = "Allow",
        openSettings = "Settings",
        playSound = "Play the test sound",
        heard = "I can hear it",
        notHeard = "I cannot hear it",
        ownPicture = "Your own picture",
        moveOwnPicture = "Move your own picture",
        switchCamera = "Use the other camera",
        loudspeakerOff = "Switch loudspeaker off",
        loudspeakerOn = "Switch loudspeaker on",
        noPicture = "No picture",
        screenRecorded = "The screen is being recorded",
        remindersChannel = "Reminders",
        callsChannel = "Calls",
        callRunning = "Your call is going on",
        cannotStart = "Kinline cannot start",
        tryAgain = "Try again",
    )

/** Shows grey where a camera would be. */
private object StillHardware :
    Hardware,
    PhotoCamera,
    DeviceProbe,
    CallCamera,
    Pictures,
    Sound {
    override val photos = this
    override val probe = this
    override val eye = this
    override val pictures = this
    override val sound = this

    @Composable
    override fun Preview(modifier: Modifier) {
        Box(modifier.background(Color.Gray))
    }

    @Composable
    override fun Preview(
        facing: Facing,
        modifier: Modifier,
    ) = Preview(modifier)

    @Composable
    override fun Preview(
        modifier: Modifier,
        works: (Boolean) -> Unit,
    ) = Preview(modifier)

    @Composable
    override fun Picture(
        mid: String,
        modifier: Modifier,
    ) = Preview(modifier)

    override fun take(taken: (ByteArray?) -> Unit) = taken(null)

    override suspend fun microphone() = true

    override fun play() = Unit

    override fun start(media: () -> CallMediaInterface?) = Unit

    override fun switch() = Unit

    override fun show(unit: VideoUnit) = true

    override val loud = true

    override fun loudspeaker(on: Boolean) = Unit

    override fun rest(on: Boolean) = Unit

    override fun stop() = Unit
}
