package app.kinline.platform.phone

import android.media.MediaCodec
import android.media.MediaCodecInfo.CodecCapabilities
import android.media.MediaCodecInfo.CodecProfileLevel
import android.media.MediaFormat
import android.os.Bundle
import android.util.Size
import android.view.Surface
import app.kinline.ffi.EncoderTarget
import java.nio.ByteBuffer

/** H.264, constrained baseline, by the phone's own encoder: pictures of a surface in, access units out. */
internal class Encoder(
    target: EncoderTarget,
    private val give: (ByteBuffer, Long, Boolean) -> Unit,
) : MediaCodec.Callback() {
    private val codec = MediaCodec.createEncoderByType(MediaFormat.MIMETYPE_VIDEO_AVC)
    private var bits = target.bitsPerSecond.toInt()

    /** SPS and PPS come once, before the first picture; the core wants them with every keyframe. */
    private var parameters = ByteArray(0)

    val size = Size(target.width.toInt(), target.height.toInt())

    /** What is drawn here is encoded. */
    val surface: Surface

    init {
        val format =
            MediaFormat.createVideoFormat(MediaFormat.MIMETYPE_VIDEO_AVC, size.width, size.height).apply {
                setInteger(MediaFormat.KEY_COLOR_FORMAT, CodecCapabilities.COLOR_FormatSurface)
                setInteger(MediaFormat.KEY_PROFILE, CodecProfileLevel.AVCProfileConstrainedBaseline)
                setInteger(MediaFormat.KEY_LEVEL, CodecProfileLevel.AVCLevel31)
                setInteger(MediaFormat.KEY_BIT_RATE, bits)
                setInteger(MediaFormat.KEY_FRAME_RATE, target.framesPerSecond.toInt())
                setInteger(MediaFormat.KEY_I_FRAME_INTERVAL, ON_DEMAND)
                setInteger(MediaFormat.KEY_LATENCY, 1)
            }
        codec.setCallback(this)
        codec.configure(format, null, null, MediaCodec.CONFIGURE_FLAG_ENCODE)
        surface = codec.createInputSurface()
        codec.start()
    }

    fun keyframe() = set(MediaCodec.PARAMETER_KEY_REQUEST_SYNC_FRAME, 0)

    fun bitrate(wanted: Int) {
        if (wanted != bits) set(MediaCodec.PARAMETER_KEY_VIDEO_BITRATE, wanted)
        bits = wanted
    }

    fun close() {
        codec.stop()
        codec.release()
        surface.release()
    }

    override fun onOutputBufferAvailable(
        codec: MediaCodec,
        index: Int,
        info: MediaCodec.BufferInfo,
    ) {
        codec.getOutputBuffer(index)?.let { buffer ->
            buffer.limit(info.offset + info.size).position(info.offset)
            emit(buffer.slice(), info)
        }
        codec.releaseOutputBuffer(index, false)
    }

    private fun emit(
        unit: ByteBuffer,
        info: MediaCodec.BufferInfo,
    ) {
        val key = info.flags and MediaCodec.BUFFER_FLAG_KEY_FRAME != 0
        when {
            info.flags and MediaCodec.BUFFER_FLAG_CODEC_CONFIG != 0 -> parameters = ByteArray(unit.remaining()).also(unit::get)
            key -> give(direct(parameters, unit), info.presentationTimeUs, true)
            else -> give(unit, info.presentationTimeUs, false)
        }
    }

    override fun onInputBufferAvailable(
        codec: MediaCodec,
        index: Int,
    ) = Unit

    override fun onError(
        codec: MediaCodec,
        failure: MediaCodec.CodecException,
    ) = Unit

    override fun onOutputFormatChanged(
        codec: MediaCodec,
        format: MediaFormat,
    ) = Unit

    private fun set(
        name: String,
        value: Int,
    ) = codec.setParameters(Bundle().apply { putInt(name, value) })

    private companion object {
        const val ON_DEMAND = -1
    }
}

/** The core takes direct buffers alone. */
private fun direct(
    first: ByteArray,
    second: ByteBuffer,
): ByteBuffer =
    ByteBuffer
        .allocateDirect(first.size + second.remaining())
        .put(first)
        .put(second)
        .apply { flip() }

/** The phone's own decoder: access units in, pictures on a surface. */
internal class Decoder(
    surface: Surface,
) {
    private val codec = MediaCodec.createDecoderByType(MediaFormat.MIMETYPE_VIDEO_AVC)
    private val shown = MediaCodec.BufferInfo()

    init {
        // The size is in the stream; the decoder follows it.
        codec.configure(MediaFormat.createVideoFormat(MediaFormat.MIMETYPE_VIDEO_AVC, 1280, 720), surface, null, 0)
        codec.start()
    }

    /** Decodes and shows. False: the decoder has no room, so the picture is left out. */
    fun decode(
        unit: ByteArray,
        atUs: Long,
    ): Boolean {
        val index = codec.dequeueInputBuffer(WAIT_US)
        if (index >= 0) {
            codec.getInputBuffer(index)?.run {
                clear()
                put(unit)
            }
            codec.queueInputBuffer(index, 0, unit.size, atUs, 0)
        }
        while (true) {
            val out = codec.dequeueOutputBuffer(shown, 0)
            if (out >= 0) {
                codec.releaseOutputBuffer(out, true)
            } else if (out != MediaCodec.INFO_OUTPUT_FORMAT_CHANGED) {
                break
            }
        }
        return index >= 0
    }

    fun close() {
        codec.stop()
        codec.release()
    }

    private companion object {
        const val WAIT_US = 10_000L
    }
}
