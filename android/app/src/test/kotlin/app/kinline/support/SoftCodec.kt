package app.kinline.support

import android.graphics.SurfaceTexture
import android.media.MediaCodec
import android.media.MediaFormat
import android.view.Surface
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowMediaCodec
import java.nio.ByteBuffer
import java.util.concurrent.CopyOnWriteArrayList

/** In the place of the phone's codecs: it makes no pictures, and remembers what it was asked for. */
@Implements(MediaCodec::class)
class SoftCodec : ShadowMediaCodec() {
    /** What was changed while it ran, in that order. */
    val wishes = CopyOnWriteArrayList<Pair<String, Any>>()

    /** Whether each picture that it gave was shown. */
    val shown = CopyOnWriteArrayList<Boolean>()

    @Volatile var closed = false
        private set

    init {
        all += this
    }

    /** What is drawn here would be encoded. */
    val input = Surface(SurfaceTexture(0))

    @Implementation
    fun createInputSurface() = input

    @Implementation
    fun setParameters(
        keys: Array<String>,
        values: Array<Any>,
    ) {
        wishes += keys.zip(values)
    }

    @Implementation
    public override fun releaseOutputBuffer(
        index: Int,
        render: Boolean,
    ) {
        shown += render
        super.releaseOutputBuffer(index, render)
    }

    @Implementation(methodName = "native_release")
    fun released() {
        closed = true
    }

    companion object {
        /** Every codec that was made, the first first. */
        val all = CopyOnWriteArrayList<SoftCodec>()

        /** How each was configured. */
        val formats = CopyOnWriteArrayList<MediaFormat>()

        /** What decoders were given. */
        val decoded = CopyOnWriteArrayList<ByteArray>()

        /** From now on the phone has these codecs. */
        fun install() {
            all.clear()
            formats.clear()
            decoded.clear()
            val codec =
                object : CodecConfig.Codec {
                    override fun process(
                        given: ByteBuffer,
                        made: ByteBuffer,
                    ) {
                        decoded += ByteArray(given.remaining()).also(given::get)
                    }

                    override fun onConfigured(
                        format: MediaFormat,
                        surface: Surface?,
                        crypto: android.media.MediaCrypto?,
                        flags: Int,
                    ) {
                        formats += format
                    }
                }
            val config = CodecConfig(ROOM, ROOM, codec)
            addEncoder(MediaFormat.MIMETYPE_VIDEO_AVC, config)
            addDecoder(MediaFormat.MIMETYPE_VIDEO_AVC, config)
        }

        private const val ROOM = 4_096
    }
}
