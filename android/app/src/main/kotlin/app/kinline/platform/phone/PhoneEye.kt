package app.kinline.platform.phone

import android.content.Context
import android.hardware.camera2.CameraDevice
import android.os.Handler
import android.os.HandlerThread
import android.util.Size
import android.view.Surface
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.EncoderTarget
import app.kinline.ffi.Facing
import app.kinline.platform.CallCamera

/**
 * One's own picture: the camera gives to the encoder and to the screen at once. A few times a second the core is asked what
 * it wants; another size is another encoder, another bit rate is not.
 */
class PhoneEye(
    private val context: Context,
) : CallCamera {
    private val thread = HandlerThread("eye").apply { start() }
    private val handler = Handler(thread.looper)
    private var media: (() -> CallMediaInterface?)? = null
    private var facing = Facing.FRONT
    private var preview: Surface? = null
    private var camera: OpenCamera? = null
    private var encoder: Encoder? = null
    private var waits = 0

    override fun start(media: () -> CallMediaInterface?) {
        handler.post {
            this.media = media
            look()
        }
    }

    override fun stop() {
        handler.post {
            media = null
            handler.removeCallbacksAndMessages(null)
            close()
        }
    }

    override fun switch() {
        handler.post {
            facing = if (facing == Facing.FRONT) Facing.BACK else Facing.FRONT
            close()
        }
    }

    @Composable
    override fun Preview(modifier: Modifier) {
        OwnViewfinder(PREVIEW, modifier, ::show, ::hide)
    }

    /** Another surface is another session of the camera. */
    private fun show(surface: Surface) {
        handler.post {
            preview = surface
            close()
        }
    }

    /** Nothing, where another has taken its place already. */
    private fun hide(surface: Surface) {
        handler.post {
            if (preview !== surface) return@post
            preview = null
            close()
        }
    }

    private fun look() {
        val line = media ?: return
        if (waits > 0) waits-- else line()?.let(::follow)
        handler.postDelayed(::look, EVERY_MS)
    }

    private fun follow(call: CallMediaInterface) {
        val target = call.encoder()
        // The line carries only the voice now: the camera rests.
        if (target.bitsPerSecond == 0U) return close()
        val running = encoder?.takeIf { it.size == target.size() } ?: open(target)
        running.bitrate(target.bitsPerSecond.toInt())
        if (call.takeKeyframeRequest()) running.keyframe()
    }

    private fun open(target: EncoderTarget): Encoder {
        close()
        val opened =
            Encoder(target) { unit, at, key -> media?.invoke()?.pushVideo(unit, at, key) }
        camera =
            OpenCamera(context, facing, CameraDevice.TEMPLATE_RECORD) { handler.post(::lost) }
                .also { it.open(listOfNotNull(opened.surface, preview)) }
        encoder = opened
        return opened
    }

    /** Another app has the camera, or it is broken: it is opened again a little later. */
    private fun lost() {
        close()
        waits = LOOKS_UNTIL_AGAIN
    }

    private fun close() {
        camera?.close()
        encoder?.close()
        camera = null
        encoder = null
    }

    private companion object {
        const val EVERY_MS = 100L
        const val LOOKS_UNTIL_AGAIN = 10
        val PREVIEW = Size(640, 360)
    }
}

private fun EncoderTarget.size() = Size(width.toInt(), height.toInt())
