package app.kinline.platform

import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.Facing
import app.kinline.ffi.VideoUnit

/**
 * What only a phone has: cameras, codecs, sound. The screens and the call see no more of it than this, so that a test can
 * bring software in the place of hardware and leave all else as it is.
 */
interface Hardware {
    /** For photos of documents and faces. */
    val photos: PhotoCamera

    /** For the check before a call. */
    val probe: DeviceProbe

    /** One's own picture in a call. */
    val eye: CallCamera

    /** The pictures of the others. */
    val pictures: Pictures

    /** Voice in both directions. */
    val sound: Sound
}

/** A camera that takes photos. */
interface PhotoCamera {
    /** What the camera sees now; the camera is open while this is shown. */
    @Composable
    fun Preview(
        facing: Facing,
        modifier: Modifier,
    )

    /** Takes a photo of what the preview shows: a JPEG file. Answers on the main thread; nothing, if the camera fails. */
    fun take(taken: (ByteArray?) -> Unit)
}

/** Camera, microphone and loudspeaker, tried before a call. */
interface DeviceProbe {
    /** What the camera sees now; says once it gives pictures, or that it does not. */
    @Composable
    fun Preview(
        modifier: Modifier,
        works: (Boolean) -> Unit,
    )

    /** Whether the microphone gives sound. Takes about a second. */
    suspend fun microphone(): Boolean

    /** Plays the test sound. */
    fun play()
}

/** One's own camera in a call: gives encoded pictures to the core, as it wants them. */
interface CallCamera : Stoppable {
    /** Opens the camera. Pictures go to the call's media, asked for anew each time: a call can change its line. */
    fun start(media: () -> CallMediaInterface?)

    /** Goes on with the other camera. */
    fun switch()

    /** What it sees. */
    @Composable
    fun Preview(modifier: Modifier)
}

/** The pictures of the others in a call. */
interface Pictures : Stoppable {
    /** Decodes a picture, to be seen where [Picture] shows it. False: it cannot be without a keyframe. Called on one thread. */
    fun show(unit: VideoUnit): Boolean

    /** The pictures of one sender, the whole of them. Nothing until the first has come. */
    @Composable
    fun Picture(
        mid: String,
        modifier: Modifier,
    )
}

/** Microphone and loudspeaker in a call. */
interface Sound : Stoppable {
    /** Begins to hear and to play. */
    fun start(media: () -> CallMediaInterface?)

    /** Whether [loudspeaker] is on, as screens see it. */
    val loud: Boolean

    /** Sound from the loudspeaker rather than the earpiece; from what is worn on the ears, where there is such a thing. */
    fun loudspeaker(on: Boolean)

    /** Another call has the phone's sound: nothing is heard or played until it is over. */
    fun rest(on: Boolean)
}

/** Something that goes on until it is stopped, and can be started again. */
fun interface Stoppable {
    fun stop()
}

/** The hardware of this phone. */
val LocalHardware = staticCompositionLocalOf<Hardware> { error("no hardware was given") }
