package app.kinline.platform

import android.graphics.Bitmap
import androidx.compose.runtime.staticCompositionLocalOf
import java.nio.ByteBuffer

/** A picture of one's own camera for the core to look at, some two a second: RGB, row by row, in a direct buffer. */
class Look(
    val width: Int,
    val height: Int,
    val rgb: ByteBuffer,
)

/** Who looks at one's own picture; nobody in a preview. */
val LocalLooks = staticCompositionLocalOf<(Look) -> Unit> { { } }

/** The pixels of a bitmap. */
fun lookOf(bitmap: Bitmap): Look {
    val pixels = IntArray(bitmap.width * bitmap.height)
    bitmap.getPixels(pixels, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
    val rgb = ByteBuffer.allocateDirect(pixels.size * BYTES)
    for (pixel in pixels) rgb.put((pixel shr RED).toByte()).put((pixel shr GREEN).toByte()).put(pixel.toByte())
    rgb.flip()
    return Look(bitmap.width, bitmap.height, rgb)
}

private const val BYTES = 3
private const val RED = 16
private const val GREEN = 8
