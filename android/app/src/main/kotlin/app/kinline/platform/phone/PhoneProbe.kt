package app.kinline.platform.phone

import android.content.Context
import android.media.AudioAttributes
import android.media.AudioFormat
import android.media.AudioTrack
import android.util.Size
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import app.kinline.ffi.Facing
import app.kinline.platform.DeviceProbe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.PI
import kotlin.math.abs
import kotlin.math.sin

/** Tries camera, microphone and loudspeaker. */
class PhoneProbe(
    private val context: Context,
) : DeviceProbe {
    @Composable
    override fun Preview(
        modifier: Modifier,
        works: (Boolean) -> Unit,
    ) {
        var camera: OpenCamera? = null
        OwnViewfinder(SIZE, modifier, { surface ->
            camera = OpenCamera(context, Facing.FRONT) { works(false) }.also { it.open(listOf(surface)) }
            works(true)
        }, { camera?.close() })
    }

    /** A microphone that is covered or held by another app gives zeros and nothing else. */
    override suspend fun microphone(): Boolean =
        withContext(Dispatchers.IO) {
            val microphone = openMicrophone()
            val pcm = ShortArray(PIECE)
            microphone.startRecording()
            val heard =
                (0 until PIECES).any {
                    microphone.read(pcm, 0, PIECE) > 0 && pcm.any { abs(it.toInt()) > NOISE }
                }
            microphone.release()
            heard
        }

    override fun play() {
        val pcm = tone()
        val track =
            AudioTrack
                .Builder()
                .setAudioAttributes(AudioAttributes.Builder().setUsage(AudioAttributes.USAGE_VOICE_COMMUNICATION).build())
                .setAudioFormat(format(AudioFormat.CHANNEL_OUT_MONO))
                .setTransferMode(AudioTrack.MODE_STATIC)
                .setBufferSizeInBytes(pcm.capacity())
                .build()
        track.write(pcm, pcm.capacity(), AudioTrack.WRITE_BLOCKING)
        track.notificationMarkerPosition = RATE
        track.setPlaybackPositionUpdateListener(
            object : AudioTrack.OnPlaybackPositionUpdateListener {
                override fun onMarkerReached(done: AudioTrack) = done.release()

                override fun onPeriodicNotification(track: AudioTrack) = Unit
            },
        )
        track.play()
    }

    private companion object {
        val SIZE = Size(640, 360)
        const val PIECES = 50
        const val NOISE = 8
    }
}

/** A second of two notes, faded in and out. */
private fun tone(): ByteBuffer {
    val pcm = ByteBuffer.allocateDirect(RATE * 2).order(ByteOrder.nativeOrder())
    for (sample in 0 until RATE) {
        val note = if (sample < RATE / 2) 523.25 else 659.25
        val fade = minOf(sample, RATE - sample) / (RATE / 10.0)
        val wave = sin(2 * PI * note * sample / RATE) * fade.coerceAtMost(1.0)
        pcm.putShort((wave * Short.MAX_VALUE / 3).toInt().toShort())
    }
    pcm.flip()
    return pcm
}
