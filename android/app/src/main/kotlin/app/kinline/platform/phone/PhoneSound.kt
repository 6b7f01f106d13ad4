package app.kinline.platform.phone

import android.annotation.SuppressLint
import android.content.Context
import android.media.AudioAttributes
import android.media.AudioDeviceInfo
import android.media.AudioFocusRequest
import android.media.AudioFormat
import android.media.AudioManager
import android.media.AudioRecord
import android.media.AudioTrack
import android.media.MediaRecorder
import android.media.audiofx.AcousticEchoCanceler
import android.os.Build
import app.kinline.ffi.CallMediaInterface
import app.kinline.platform.Sound
import java.nio.ByteBuffer
import kotlin.concurrent.thread

/**
 * Voice as in a telephone call: echo is taken away by the phone, other apps fall silent. While a telephone call has the
 * sound, nothing is heard or sent; when it is over, this goes on by itself.
 */
class PhoneSound(
    context: Context,
) : Sound {
    private val manager = context.getSystemService(AudioManager::class.java)

    @Volatile private var running = false

    /** A telephone call has the sound. */
    @Volatile private var taken = false
    private var threads = emptyList<Thread>()
    private val focus =
        AudioFocusRequest
            .Builder(AudioManager.AUDIOFOCUS_GAIN)
            .setAudioAttributes(VOICE)
            .setOnAudioFocusChangeListener { taken = it < 0 }
            .build()

    override fun start(media: () -> CallMediaInterface?) {
        running = true
        taken = manager.requestAudioFocus(focus) != AudioManager.AUDIOFOCUS_REQUEST_GRANTED
        manager.mode = AudioManager.MODE_IN_COMMUNICATION
        loudspeaker(on = true)
        threads = listOf(thread(name = "microphone") { hear(media) }, thread(name = "loudspeaker") { play(media) })
    }

    override fun stop() {
        running = false
        threads.forEach(Thread::join)
        manager.mode = AudioManager.MODE_NORMAL
        manager.abandonAudioFocusRequest(focus)
    }

    /** Headphones, where there are any, come before both. */
    override fun loudspeaker(on: Boolean) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            val loud = manager.availableCommunicationDevices.firstOrNull { it.type == AudioDeviceInfo.TYPE_BUILTIN_SPEAKER }
            val worn = manager.availableCommunicationDevices.any { it.type in WORN }
            if (on && !worn && loud != null) manager.setCommunicationDevice(loud) else manager.clearCommunicationDevice()
        } else {
            @Suppress("DEPRECATION")
            manager.isSpeakerphoneOn = on
        }
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
            if (heard == PIECE_BYTES && !taken) media()?.pushAudio(pcm)
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
            val pcm = media()?.takeUnless { taken }?.pullAudio(PIECE.toUInt()) ?: silence
            // Waits for room: the loudspeaker's clock sets the pace.
            loudspeaker.write(pcm, 0, pcm.size)
        }
        loudspeaker.release()
    }

    private companion object {
        val VOICE: AudioAttributes =
            AudioAttributes
                .Builder()
                .setUsage(AudioAttributes.USAGE_VOICE_COMMUNICATION)
                .setContentType(AudioAttributes.CONTENT_TYPE_SPEECH)
                .build()
        val WORN =
            setOf(
                AudioDeviceInfo.TYPE_WIRED_HEADSET,
                AudioDeviceInfo.TYPE_WIRED_HEADPHONES,
                AudioDeviceInfo.TYPE_BLUETOOTH_SCO,
                AudioDeviceInfo.TYPE_USB_HEADSET,
            )
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
