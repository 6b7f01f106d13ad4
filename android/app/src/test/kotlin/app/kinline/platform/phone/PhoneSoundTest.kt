package app.kinline.platform.phone

import android.media.AudioDeviceInfo
import android.media.AudioManager
import app.kinline.support.StillMedia
import app.kinline.support.TestApplication
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.AudioDeviceInfoBuilder
import org.robolectric.shadows.ShadowAudioRecord
import org.robolectric.shadows.ShadowAudioTrack
import java.nio.ByteBuffer
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** Where a call is heard, and what is heard of the person. Nothing is played: Robolectric's AudioTrack wants a class that Android 14 has not. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class PhoneSoundTest {
    private val manager get() = RuntimeEnvironment.getApplication().getSystemService(AudioManager::class.java)
    private val route by lazy { Route(manager) }
    private val speaker = device(AudioDeviceInfo.TYPE_BUILTIN_SPEAKER)
    private val earpiece = device(AudioDeviceInfo.TYPE_BUILTIN_EARPIECE)
    private val headset = device(AudioDeviceInfo.TYPE_WIRED_HEADSET)

    private fun device(type: Int) = AudioDeviceInfoBuilder.newBuilder().setType(type).build()

    private val heardBy get() = manager.communicationDevice?.type

    @Before
    fun devices() = shadowOf(manager).setAvailableCommunicationDevices(listOf(earpiece, speaker))

    @After
    fun forget() = ShadowAudioRecord.clearSource()

    @Test
    fun `a call is heard by the loudspeaker, or the earpiece if the person wants that`() {
        route.start()
        assertEquals(AudioManager.MODE_IN_COMMUNICATION, manager.mode)
        assertEquals(AudioDeviceInfo.TYPE_BUILTIN_SPEAKER, heardBy)
        route.loudspeaker(on = false)
        assertEquals(AudioDeviceInfo.TYPE_BUILTIN_EARPIECE, heardBy)
        route.loudspeaker(on = true)
        assertEquals(AudioDeviceInfo.TYPE_BUILTIN_SPEAKER, heardBy)
        route.stop()
        assertEquals(AudioManager.MODE_NORMAL, manager.mode)
        assertEquals(null, heardBy)
    }

    @Test
    fun `what is put on in the middle of a call is what it is heard by, until it is taken off`() {
        route.start()
        shadowOf(manager).addAvailableCommunicationDevice(headset, true)
        route.onAudioDevicesAdded(arrayOf(headset))
        assertEquals(AudioDeviceInfo.TYPE_WIRED_HEADSET, heardBy)
        shadowOf(manager).removeAvailableCommunicationDevice(headset, true)
        route.onAudioDevicesRemoved(arrayOf(headset))
        assertEquals(AudioDeviceInfo.TYPE_BUILTIN_SPEAKER, heardBy)
        route.stop()
    }

    @Test
    fun `the core gets pieces of 20 ms, and none while another call has the phone`() {
        ShadowAudioTrack.setMinBufferSize(PIECE_BYTES)
        val microphone = Microphone()
        ShadowAudioRecord.setSourceProvider { microphone }
        val (media, sound) = StillMedia() to PhoneSound(RuntimeEnvironment.getApplication())
        sound.start { media }
        microphone.waitFor(10)
        val heard = media.heard.get()
        assertTrue("$heard bytes", heard > 0 && heard % PIECE_BYTES == 0)
        sound.rest(on = true)
        // One piece may be on its way.
        microphone.waitFor(2)
        val resting = media.heard.get()
        microphone.waitFor(10)
        assertEquals(resting, media.heard.get())
        sound.rest(on = false)
        microphone.waitFor(10)
        assertTrue(media.heard.get() > resting)
        sound.stop()
    }

    /** Gives whole pieces, as fast as they are taken. */
    private class Microphone : ShadowAudioRecord.AudioRecordSource {
        @Volatile private var waiting = CountDownLatch(0)

        override fun readInDirectBuffer(
            buffer: ByteBuffer,
            size: Int,
            blocking: Boolean,
        ): Int {
            Thread.sleep(1)
            waiting.countDown()
            return size
        }

        fun waitFor(pieces: Int) {
            waiting = CountDownLatch(pieces)
            assertTrue(waiting.await(PATIENCE_S, TimeUnit.SECONDS))
        }
    }

    private companion object {
        const val PATIENCE_S = 30L
    }
}
