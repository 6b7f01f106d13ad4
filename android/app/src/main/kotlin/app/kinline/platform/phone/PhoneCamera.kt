package app.kinline.platform.phone

import android.content.Context
import android.graphics.ImageFormat
import android.hardware.camera2.CaptureRequest
import android.media.ImageReader
import android.os.Handler
import android.os.Looper
import android.util.Size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import app.kinline.ffi.Facing
import app.kinline.platform.PhotoCamera

/** Photos by camera2. Nothing is kept: a photo goes to the core and nowhere else. */
class PhoneCamera(
    private val context: Context,
) : PhotoCamera {
    private val main = Handler(Looper.getMainLooper())
    private var camera: OpenCamera? = null
    private var reader: ImageReader? = null
    private var waits: ((ByteArray?) -> Unit)? = null

    @Composable
    override fun Preview(
        facing: Facing,
        modifier: Modifier,
    ) {
        Viewfinder(PREVIEW, modifier, { surface ->
            val opened = OpenCamera(context, facing) { main.post { answer(null) } }
            val size = opened.sizes(ImageFormat.JPEG).filter { it.width * it.height <= MOST_PIXELS }.maxByOrNull { it.width * it.height } ?: PREVIEW
            val photos = ImageReader.newInstance(size.width, size.height, ImageFormat.JPEG, 1)
            photos.setOnImageAvailableListener(::taken, opened.handler)
            opened.open(listOf(surface), listOf(photos.surface))
            camera = opened
            reader = photos
        }, { close() })
    }

    override fun take(taken: (ByteArray?) -> Unit) {
        val (open, photos) = camera to reader
        if (open == null || photos == null) return taken(null)
        waits = taken
        open.capture(photos.surface) {
            set(CaptureRequest.JPEG_ORIENTATION, open.turned)
            set(CaptureRequest.JPEG_QUALITY, QUALITY)
        }
    }

    private fun taken(photos: ImageReader) {
        val bytes =
            photos.acquireLatestImage()?.use { image ->
                val buffer = image.planes[0].buffer
                ByteArray(buffer.remaining()).also(buffer::get)
            }
        main.post { answer(bytes) }
    }

    private fun answer(bytes: ByteArray?) {
        waits?.invoke(bytes)
        waits = null
    }

    private fun close() {
        camera?.close()
        reader?.close()
        camera = null
        reader = null
        answer(null)
    }

    private companion object {
        val PREVIEW = Size(1280, 960)
        const val QUALITY: Byte = 90

        /** The server takes at most 50 megapixels and 12 megabytes; more than this reads no better. */
        const val MOST_PIXELS = 12_500_000
    }
}
