package app.kinline.platform.phone

import android.media.AudioDeviceCallback
import android.media.AudioDeviceInfo
import android.media.AudioManager
import android.os.Build

/**
 * Where the others are heard in a call: by what is worn on the ears; where there is no such thing, by the loudspeaker, or by
 * the earpiece if the person wants that. Chosen anew when something is plugged in or taken off.
 */
internal class Route(
    private val manager: AudioManager,
) : AudioDeviceCallback() {
    private var loud = true

    fun start() {
        manager.mode = AudioManager.MODE_IN_COMMUNICATION
        loudspeaker(on = true)
        manager.registerAudioDeviceCallback(this, null)
    }

    fun stop() {
        manager.unregisterAudioDeviceCallback(this)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) manager.clearCommunicationDevice()
        manager.mode = AudioManager.MODE_NORMAL
    }

    fun loudspeaker(on: Boolean) {
        loud = on
        choose()
    }

    override fun onAudioDevicesAdded(added: Array<out AudioDeviceInfo>) = choose()

    override fun onAudioDevicesRemoved(removed: Array<out AudioDeviceInfo>) = choose()

    private fun choose() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
            val devices = manager.availableCommunicationDevices
            val own = if (loud) AudioDeviceInfo.TYPE_BUILTIN_SPEAKER else AudioDeviceInfo.TYPE_BUILTIN_EARPIECE
            val chosen = devices.firstOrNull { it.type in WORN } ?: devices.firstOrNull { it.type == own }
            if (chosen == null) manager.clearCommunicationDevice() else manager.setCommunicationDevice(chosen)
        } else {
            val worn = manager.getDevices(AudioManager.GET_DEVICES_OUTPUTS).any { it.type in WORN }
            @Suppress("DEPRECATION")
            manager.isSpeakerphoneOn = loud && !worn
        }
    }

    private companion object {
        val WORN =
            setOf(
                AudioDeviceInfo.TYPE_HEARING_AID,
                AudioDeviceInfo.TYPE_BLE_HEADSET,
                AudioDeviceInfo.TYPE_BLUETOOTH_SCO,
                AudioDeviceInfo.TYPE_WIRED_HEADSET,
                AudioDeviceInfo.TYPE_WIRED_HEADPHONES,
                AudioDeviceInfo.TYPE_USB_HEADSET,
            )
    }
}
