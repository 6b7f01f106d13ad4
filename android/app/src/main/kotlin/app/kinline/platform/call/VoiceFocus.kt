package app.kinline.platform.call

import android.content.Context
import android.media.AudioAttributes
import android.media.AudioFocusRequest
import android.media.AudioManager

/** What is said and heard in a call, for the system. */
internal val VOICE: AudioAttributes =
    AudioAttributes
        .Builder()
        .setUsage(AudioAttributes.USAGE_VOICE_COMMUNICATION)
        .setContentType(AudioAttributes.CONTENT_TYPE_SPEECH)
        .build()

/**
 * The phone's sound is the visit's until another call takes it; [taken] hears when that happens and when it is over. A short
 * signal of another app takes nothing.
 */
internal class VoiceFocus(
    context: Context,
    private val taken: (Boolean) -> Unit,
) {
    private val manager = context.getSystemService(AudioManager::class.java)
    private val request =
        AudioFocusRequest
            .Builder(AudioManager.AUDIOFOCUS_GAIN)
            .setAudioAttributes(VOICE)
            // A call that goes on already gives it later.
            .setAcceptsDelayedFocusGain(true)
            .setOnAudioFocusChangeListener(::changed)
            .build()

    /** Asks for the sound; again, where an app that keeps it for good has taken it. */
    fun ask() {
        taken(manager.requestAudioFocus(request) != AudioManager.AUDIOFOCUS_REQUEST_GRANTED)
    }

    fun stop() {
        manager.abandonAudioFocusRequest(request)
    }

    private fun changed(change: Int) {
        when (change) {
            AudioManager.AUDIOFOCUS_GAIN -> taken(false)
            AudioManager.AUDIOFOCUS_LOSS, AudioManager.AUDIOFOCUS_LOSS_TRANSIENT -> taken(true)
        }
    }
}
