package app.kinline.platform.phone

import android.content.Context
import android.graphics.Matrix
import android.graphics.RectF
import android.graphics.SurfaceTexture
import android.util.Size
import android.view.Surface
import android.view.TextureView
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.viewinterop.AndroidView

/** A surface on the screen, for as long as it is there; what it shows fills it. */
@Composable
internal fun Viewfinder(
    size: Size,
    modifier: Modifier,
    opened: (Surface) -> Unit,
    closed: () -> Unit,
) {
    AndroidView({ SurfaceView(it, size, opened, closed) }, modifier)
}

private class SurfaceView(
    context: Context,
    private val size: Size,
    private val opened: (Surface) -> Unit,
    private val closed: () -> Unit,
) : TextureView(context),
    TextureView.SurfaceTextureListener {
    private var surface: Surface? = null

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
        closed()
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
        val (across, down) = if ((width > height) == (size.width > size.height)) size.width to size.height else size.height to size.width
        val scale = maxOf(width.toFloat() / across, height.toFloat() / down)
        val shown = RectF(0f, 0f, across * scale, down * scale).apply { offset((width - width()) / 2, (height - height()) / 2) }
        setTransform(Matrix().apply { setRectToRect(RectF(0f, 0f, width.toFloat(), height.toFloat()), shown, Matrix.ScaleToFit.FILL) })
    }
}
