package app.kinline.platform.phone

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Matrix
import android.graphics.RectF
import android.graphics.SurfaceTexture
import android.util.Size
import android.view.Surface
import android.view.TextureView
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView
import app.kinline.platform.LocalLooks
import app.kinline.platform.lookOf
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** A surface on the screen, for as long as it is there; what it shows fills it. */
@Composable
internal fun Viewfinder(
    size: Size,
    modifier: Modifier,
    opened: (Surface) -> Unit,
    closed: (Surface) -> Unit,
) {
    AndroidView({ SurfaceView(it, size, opened, closed) }, modifier)
}

/** The same, of one's own camera: the core looks at it twice a second. */
@Composable
internal fun OwnViewfinder(
    size: Size,
    modifier: Modifier,
    opened: (Surface) -> Unit,
    closed: (Surface) -> Unit,
) {
    val looks = LocalLooks.current
    var view by remember { mutableStateOf<SurfaceView?>(null) }
    LaunchedEffect(view) {
        while (true) {
            delay(LOOK_MS)
            view?.picture()?.let { withContext(Dispatchers.Default) { looks(lookOf(it)) } }
        }
    }
    AndroidView({ SurfaceView(it, size, opened, closed).also { made -> view = made } }, modifier)
}

private const val LOOK_MS = 500L

private class SurfaceView(
    context: Context,
    private val size: Size,
    private val opened: (Surface) -> Unit,
    private val closed: (Surface) -> Unit,
) : TextureView(context),
    TextureView.SurfaceTextureListener {
    private var surface: Surface? = null

    /** What it shows, undistorted; nothing before there is something. */
    fun picture(): Bitmap? {
        val (across, down) = sides(width, height)
        return if (isAvailable) getBitmap(across, down) else null
    }

    /** As the picture lies against the phone, however that is held. */
    private fun sides(
        width: Int,
        height: Int,
    ) = if ((width > height) == (size.width > size.height)) size.width to size.height else size.height to size.width

    init {
        surfaceTextureListener = this
    }

    override fun onSurfaceTextureAvailable(
        texture: SurfaceTexture,
        width: Int,
        height: Int,
    ) {
        texture.setDefaultBufferSize(size.width, size.height)
        fill(width, height)
        opened(Surface(texture).also { surface = it })
    }

    override fun onSurfaceTextureSizeChanged(
        texture: SurfaceTexture,
        width: Int,
        height: Int,
    ) = fill(width, height)

    override fun onSurfaceTextureDestroyed(texture: SurfaceTexture): Boolean {
        surface?.let(closed)
        surface?.release()
        surface = null
        return true
    }

    override fun onSurfaceTextureUpdated(texture: SurfaceTexture) = Unit

    /** Scaled so that nothing is distorted and no edge is empty. */
    private fun fill(
        width: Int,
        height: Int,
    ) {
        val (across, down) = sides(width, height)
        val scale = maxOf(width.toFloat() / across, height.toFloat() / down)
        val shown = RectF(0f, 0f, across * scale, down * scale).apply { offset((width - width()) / 2, (height - height()) / 2) }
        setTransform(Matrix().apply { setRectToRect(RectF(0f, 0f, width.toFloat(), height.toFloat()), shown, Matrix.ScaleToFit.FILL) })
    }
}
