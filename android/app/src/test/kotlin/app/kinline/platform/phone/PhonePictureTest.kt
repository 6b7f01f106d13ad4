package app.kinline.platform.phone

import android.graphics.SurfaceTexture
import android.media.MediaCodec
import android.media.MediaCodecInfo.CodecCapabilities
import android.media.MediaFormat
import android.os.Looper
import android.view.Surface
import app.kinline.ffi.EncoderTarget
import app.kinline.ffi.VideoUnit
import app.kinline.platform.Hardware
import app.kinline.platform.call.CallMediaLoop
import app.kinline.support.SoftCodec
import app.kinline.support.SoftHardware
import app.kinline.support.StillMedia
import app.kinline.support.TestApplication
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowLooper
import java.time.Duration
import java.util.concurrent.TimeUnit

/** What the phone's camera and codecs are asked for. What they do shows on a phone alone. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class, shadows = [SoftCodec::class])
class PhonePictureTest {
    private val app get() = RuntimeEnvironment.getApplication()
    private val target = EncoderTarget(800_000U, 1280U, 720U, 25U)

    private class Given(
        val unit: ByteArray,
        val direct: Boolean,
        val key: Boolean,
    )

    private val given = mutableListOf<Given>()

    @Before
    fun install() = SoftCodec.install()

    private fun encoder() = Encoder(target) { unit, _, key -> given += Given(ByteArray(unit.remaining()).also(unit::get), unit.isDirect, key) }

    @Test
    fun `the encoder makes what the core wants of what is drawn on its surface`() {
        val encoder = encoder()
        assertSame(SoftCodec.all.single().input, encoder.surface)
        val format = SoftCodec.formats.single()
        val wanted =
            mapOf(
                MediaFormat.KEY_WIDTH to 1280,
                MediaFormat.KEY_HEIGHT to 720,
                MediaFormat.KEY_BIT_RATE to 800_000,
                MediaFormat.KEY_FRAME_RATE to 25,
                MediaFormat.KEY_COLOR_FORMAT to CodecCapabilities.COLOR_FormatSurface,
            )
        assertEquals(wanted, wanted.keys.associateWith(format::getInteger))
        encoder.bitrate(800_000)
        encoder.bitrate(300_000)
        encoder.keyframe()
        val wishes = listOf(MediaCodec.PARAMETER_KEY_VIDEO_BITRATE to 300_000, MediaCodec.PARAMETER_KEY_REQUEST_SYNC_FRAME to 0)
        assertEquals(wishes, SoftCodec.all.single().wishes)
        encoder.close()
        assertTrue(SoftCodec.all.single().closed)
    }

    @Test
    fun `what it gives is a direct buffer, with its parameters before each keyframe`() {
        val encoder = encoder()
        gives(encoder, byteArrayOf(7, 8), MediaCodec.BUFFER_FLAG_CODEC_CONFIG)
        gives(encoder, byteArrayOf(5), MediaCodec.BUFFER_FLAG_KEY_FRAME)
        gives(encoder, byteArrayOf(1), 0)
        gives(encoder, byteArrayOf(6), MediaCodec.BUFFER_FLAG_KEY_FRAME)
        assertEquals(listOf(true, false, true), given.map { it.key })
        assertTrue(given.all { it.direct })
        assertArrayEquals(byteArrayOf(7, 8, 5), given[0].unit)
        assertArrayEquals(byteArrayOf(1), given[1].unit)
        assertArrayEquals(byteArrayOf(7, 8, 6), given[2].unit)
    }

    /** As the codec gives an access unit: somewhere in a buffer of its own. */
    private fun gives(
        encoder: Encoder,
        bytes: ByteArray,
        flags: Int,
    ) {
        val codec = MediaCodec.createEncoderByType(MediaFormat.MIMETYPE_VIDEO_AVC)
        codec.configure(MediaFormat.createVideoFormat(MediaFormat.MIMETYPE_VIDEO_AVC, 16, 16), null, null, MediaCodec.CONFIGURE_FLAG_ENCODE)
        codec.start()
        val buffer = codec.getOutputBuffer(0)!!
        buffer.position(3)
        buffer.put(bytes)
        encoder.onOutputBufferAvailable(codec, 0, MediaCodec.BufferInfo().apply { set(3, bytes.size, 0, flags) })
    }

    @Test
    fun `the camera is for what the core wants, tried again later where it cannot be had, and rests for the voice alone`() {
        val media = StillMedia().apply { target = EncoderTarget(0U, 640U, 360U, 30U) }
        val eye = PhoneEye(app)
        val looper = ShadowLooper.getAllLoopers().last { it.thread.name == "eye" }
        eye.start { media }
        looks(looper)
        assertTrue("the line carries only the voice", SoftCodec.all.isEmpty())
        media.target = EncoderTarget(200_000U, 640U, 360U, 30U)
        looks(looper)
        assertEquals(640, SoftCodec.formats.single().getInteger(MediaFormat.KEY_WIDTH))
        // There is no camera here.
        assertTrue(SoftCodec.all.single().closed)
        looks(looper)
        assertEquals("not at once", 1, SoftCodec.all.size)
        media.target = target
        repeat(20) { looks(looper) }
        assertEquals(1280, SoftCodec.formats.last().getInteger(MediaFormat.KEY_WIDTH))
        eye.stop()
        looks(looper)
        assertTrue(SoftCodec.all.all { it.closed })
    }

    private fun looks(looper: Looper) = shadowOf(looper).idleFor(Duration.ofMillis(150))

    @Test
    fun `a picture is decoded to the surface that shows it`() {
        val decoder = Decoder(Surface(SurfaceTexture(0)))
        assertTrue(decoder.decode(byteArrayOf(1, 2, 3), 40_000))
        assertTrue(decoder.decode(byteArrayOf(4), 80_000))
        assertArrayEquals(byteArrayOf(1, 2, 3), SoftCodec.decoded.first())
        assertTrue(
            SoftCodec.all
                .single()
                .shown
                .isNotEmpty() &&
                SoftCodec.all
                    .single()
                    .shown
                    .all { it },
        )
        decoder.close()
    }

    @Test
    fun `a new surface begins with a keyframe, which is asked for`() {
        fun unit(key: Boolean) = VideoUnit("1", byteArrayOf(1), 0, key)
        val pictures = PhonePictures()
        assertTrue("nobody looks", pictures.show(unit(key = false)))
        pictures.look("1", Surface(SurfaceTexture(0)))
        assertFalse("a keyframe is needed", pictures.show(unit(key = false)))
        assertTrue(pictures.show(unit(key = true)))
        assertTrue(pictures.show(unit(key = false)))
        // The phone is turned.
        pictures.look("1", Surface(SurfaceTexture(0)))
        assertFalse("another surface, another keyframe", pictures.show(unit(key = false)))
        assertTrue("the first decoder is closed", SoftCodec.all.first().closed)
        assertTrue(pictures.show(unit(key = true)))
        pictures.stop()
        assertTrue(SoftCodec.all.all { it.closed })
    }

    @Test
    fun `a call asks for the keyframe that a picture needs`() {
        val soft = SoftHardware()
        val phone = PhonePictures().apply { look("1", Surface(SurfaceTexture(0))) }
        val hardware =
            object : Hardware by soft {
                override val pictures = phone
            }
        val media = StillMedia().apply { coming += VideoUnit("1", byteArrayOf(1), 0, key = false) }
        val call = CallMediaLoop(app, hardware, { media }, {})
        call.start()
        val asked = media.needed.poll(PATIENCE_S, TimeUnit.SECONDS)
        call.stop()
        assertEquals("1", asked)
    }

    private companion object {
        const val PATIENCE_S = 30L
    }
}
