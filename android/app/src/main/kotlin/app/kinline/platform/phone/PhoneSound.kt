package app.kinline.platform.phone

import android.annotation.SuppressLint
import android.content.Context
import android.media.AudioFormat
import android.media.AudioManager
import android.media.AudioRecord
import android.media.AudioTrack
import android.media.MediaRecorder
import android.media.audiofx.AcousticEchoCanceler
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import app.kinline.ffi.CallMediaInterface
import app.kinline.platform.Sound
import app.kinline.platform.call.VOICE
import java.nio.ByteBuffer
import kotlin.concurrent.thread

/** Voice as in a telephone call: echo is taken away by the phone. */
class PhoneSound(
    context: Context,
) : Sound {
    private val route = Route(context.getSystemService(AudioManager::class.java))

    override var loud by mutableStateOf(true)
        private set

    @Volatile private var running = false

    @Volatile private var resting = false
    private var threads = emptyList<Thread>()

    override fun start(media: () -> CallMediaInterface?) {
        running = true
        route.start()
        loud = true
        threads = listOf(thread(name = "microphone") { hear(media) }, thread(name = "loudspeaker") { play(media) })
    }

    override fun stop() {
        running = false
        threads.forEach(Thread::join)
        route.stop()
    }

    override fun rest(on: Boolean) {
        resting = on
    }

    override fun loudspeaker(on: Boolean) {
        loud = on
        route.loudspeaker(on)
    }

    private fun hear(media: () -> CallMediaInterface?) {
        val microphone = openMicrophone()
        val echo = if (AcousticEchoCanceler.isAvailable()) AcousticEchoCanceler.create(microphone.audioSessionId) else null
        echo?.enabled = true
        val pcm = ByteBuffer.allocateDirect(PIECE_BYTES)
        microphone.startRecording()
        while (running) {
            pcm.clear()
            val heard = microphone.read(pcm, PIECE_BYTES)
            if (heard == PIECE_BYTES && !resting) media()?.pushAudio(pcm)
        }
        echo?.release()
        microphone.release()
    }

    private fun play(media: () -> CallMediaInterface?) {
        val loudspeaker =
            AudioTrack
                .Builder()
                .setAudioAttributes(VOICE)
                .setAudioFormat(format(AudioFormat.CHANNEL_OUT_MONO))
                .setPerformanceMode(AudioTrack.PERFORMANCE_MODE_LOW_LATENCY)
                .setTransferMode(AudioTrack.MODE_STREAM)
                .build()
        loudspeaker.play()
        val silence = ByteArray(PIECE_BYTES)
        while (running) {
            val pcm = media()?.takeUnless { resting }?.pullAudio(PIECE.toUInt()) ?: silence
            // Waits for room: the loudspeaker's clock sets the pace.
            loudspeaker.write(pcm, 0, pcm.size)
        }
        loudspeaker.release()
    }
}

/** The microphone as for a telephone call; only where it is permitted. */
@SuppressLint("MissingPermission") // The check before the call asks for it.
internal fun openMicrophone(): AudioRecord =
    AudioRecord
        .Builder()
        .setAudioSource(MediaRecorder.AudioSource.VOICE_COMMUNICATION)
        .setAudioFormat(format(AudioFormat.CHANNEL_IN_MONO))
        .setBufferSizeInBytes(PIECE_BYTES * 4)
        .build()

internal fun format(channels: Int): AudioFormat =
    AudioFormat
        .Builder()
        .setSampleRate(RATE)
        .setChannelMask(channels)
        .setEncoding(AudioFormat.ENCODING_PCM_16BIT)
        .build()

internal const val RATE = 48_000

/** 20 ms: what the core takes at a time. */
internal const val PIECE = RATE / 50
internal const val PIECE_BYTES = PIECE * 2
