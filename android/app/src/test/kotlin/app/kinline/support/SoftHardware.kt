package app.kinline.support

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Brush
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.layout.ContentScale
import app.kinline.ffi.Facing
import app.kinline.platform.DeviceProbe
import app.kinline.platform.Hardware
import app.kinline.platform.LocalLooks
import app.kinline.platform.Look
import app.kinline.platform.PhotoCamera
import app.kinline.platform.lookOf
import java.io.ByteArrayOutputStream
import java.io.File
import kotlin.concurrent.thread

/** Software in the place of a phone's hardware. */
class SoftHardware :
    Hardware,
    AutoCloseable {
    override val photos = SoftCamera()
    override val probe = SoftProbe()
    override val eye = SoftEye()
    override val pictures = SoftPictures()
    override val sound = SoftSound()

    override fun close() {
        eye.stop()
        sound.stop()
        pictures.stop()
    }
}

/** Sees a gradient, and takes photos of it. */
class SoftCamera : PhotoCamera {
    @Composable
    override fun Preview(
        facing: Facing,
        modifier: Modifier,
    ) = Scene(modifier)

    override fun take(taken: (ByteArray?) -> Unit) {
        val photo = Bitmap.createBitmap(WIDTH, HEIGHT, Bitmap.Config.ARGB_8888)
        for (y in 0 until HEIGHT) for (x in 0 until WIDTH) photo.setPixel(x, y, Color.rgb(x * 255 / WIDTH, y * 255 / HEIGHT, 128))
        taken(ByteArrayOutputStream().also { photo.compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray())
    }

    private companion object {
        const val WIDTH = 640
        const val HEIGHT = 480
    }
}

/** Everything works. */
class SoftProbe : DeviceProbe {
    var played = 0

    @Composable
    override fun Preview(
        modifier: Modifier,
        works: (Boolean) -> Unit,
    ) {
        LaunchedEffect(Unit) { works(true) }
        OwnScene(modifier)
    }

    override suspend fun microphone() = true

    override fun play() {
        played++
    }
}

/** What a camera would see. */
@Composable
internal fun Scene(modifier: Modifier) {
    val wall =
        androidx.compose.ui.graphics
            .Color(0xff6d8a94)
    val floor =
        androidx.compose.ui.graphics
            .Color(0xffc9a27c)
    Box(modifier.background(Brush.verticalGradient(listOf(wall, floor))))
}

/** What one's own camera sees: somebody, where there are photos to try nets on. The core looks at it. */
@Composable
internal fun OwnScene(modifier: Modifier) {
    val looks = LocalLooks.current
    val somebody = SOMEBODY
    if (somebody == null) Scene(modifier) else Image(somebody.asImageBitmap(), null, modifier, contentScale = ContentScale.Crop)
    DisposableEffect(looks) {
        val looker = thread(name = "looker") { SOMEBODY?.let { look(it, looks) } }
        onDispose { looker.interrupt() }
    }
}

private fun look(
    somebody: Bitmap,
    looks: (Look) -> Unit,
) {
    try {
        while (true) {
            looks(lookOf(somebody))
            Thread.sleep(LOOK_MS)
        }
    } catch (_: InterruptedException) {
        // Nobody shows it any more.
    }
}

/** The nets that find faces, and photos to try them on: `cargo xtask models`. */
internal val MODELS: File? = System.getenv("KINLINE_MODELS")?.let(::File)

/** Somebody of a photo of many, at an arm's length. */
private val SOMEBODY: Bitmap? by lazy {
    MODELS?.let {
        val photo = BitmapFactory.decodeFile(it.resolve("photos/sample1.jpg").path)
        Bitmap.createScaledBitmap(Bitmap.createBitmap(photo, LEFT, TOP, WIDE, HIGH), LOOK_WIDTH, LOOK_HEIGHT, true)
    }
}

/** Where they are in it, pixels. */
private const val LEFT = 1_120
private const val TOP = 50
private const val WIDE = 800
private const val HIGH = 450

/** As a camera gives them to be looked at. */
private const val LOOK_WIDTH = 640
private const val LOOK_HEIGHT = 360
private const val LOOK_MS = 500L
