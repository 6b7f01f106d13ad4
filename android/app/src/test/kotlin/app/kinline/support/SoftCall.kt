package app.kinline.support

import android.graphics.Bitmap
import androidx.compose.foundation.Image
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.layout.ContentScale
import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.VideoUnit
import app.kinline.platform.CallCamera
import app.kinline.platform.Pictures
import app.kinline.platform.Sound
import java.io.DataInputStream
import java.io.DataOutputStream
import java.nio.ByteBuffer
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/** A camera that sees a drawn moving picture, with openh264 as its encoder. */
class SoftEye : CallCamera {
    @Volatile private var running = false
    private var worker: Thread? = null
    var switched = 0

    /** How many pictures the core took. */
    val sent = AtomicInteger()

    override fun start(media: () -> CallMediaInterface?) {
        running = true
        worker = thread(name = "eye") { StandIn("encode", "--sender", "1").use { encode(it, media) } }
    }

    override fun stop() {
        running = false
        worker?.join()
        worker = null
    }

    override fun switch() {
        switched++
    }

    @Composable
    override fun Preview(modifier: Modifier) = OwnScene(modifier)

    private fun encode(
        encoder: StandIn,
        media: () -> CallMediaInterface?,
    ) {
        while (running) {
            Thread.sleep(PICTURE_MS)
            media()?.let { send(encoder, it) }
        }
    }

    private fun send(
        encoder: StandIn,
        line: CallMediaInterface,
    ) {
        val target = line.encoder()
        if (target.bitsPerSecond == 0U) return
        val keyframe = if (line.takeKeyframeRequest()) 1 else 0
        encoder.ask(target.width.toInt(), target.height.toInt(), target.bitsPerSecond.toInt(), FRAMES, keyframe)
        val key = encoder.number() == 1
        val unit = encoder.bytes(encoder.number())
        if (unit.isEmpty()) return
        val direct = ByteBuffer.allocateDirect(unit.size).put(unit).apply { flip() }
        line.pushVideo(direct, System.nanoTime() / 1000, key)
        sent.incrementAndGet()
    }

    private companion object {
        const val FRAMES = 15
        const val PICTURE_MS = 1000L / FRAMES
    }
}

/** Decodes with openh264, to bitmaps. */
class SoftPictures : Pictures {
    private val decoders = ConcurrentHashMap<String, StandIn>()
    private val shown = mutableStateMapOf<String, Bitmap>()

    /** As a phone's surfaces: what nobody looks at is not there when somebody looks again. */
    private val looked = HashSet<String>()
    private val gone = HashSet<String>()

    /** The newest picture of somebody, if one has come. */
    fun newest(mid: String): Bitmap? = shown[mid]

    /** Whether nothing is seen of anybody. */
    val isEmpty: Boolean get() = shown.isEmpty()

    override fun show(unit: VideoUnit): Boolean {
        // A decoder gives what it has kept first: for another look it begins anew.
        if (synchronized(looked) { gone.remove(unit.mid) }) decoders.remove(unit.mid)?.close()
        if (!unit.key && !decoders.containsKey(unit.mid)) return false
        val decoder = decoders.getOrPut(unit.mid) { StandIn("decode") }
        decoder.ask(unit.data.size)
        decoder.give(unit.data)
        val (width, height) = decoder.number() to decoder.number()
        val pixels = ByteBuffer.wrap(decoder.bytes(width * height * RGBA)).asIntBuffer()
        if (width == 0) return unit.mid in shown
        val colours = IntArray(width * height) { Integer.rotateRight(pixels[it], ALPHA_BITS) }
        val picture = Bitmap.createBitmap(colours, width, height, Bitmap.Config.ARGB_8888)
        synchronized(looked) { if (unit.mid in looked) shown[unit.mid] = picture }
        return true
    }

    override fun stop() {
        decoders.values.forEach(StandIn::close)
        decoders.clear()
    }

    @Composable
    override fun Picture(
        mid: String,
        modifier: Modifier,
    ) {
        shown[mid]?.let { Image(it.asImageBitmap(), contentDescription = null, modifier, contentScale = ContentScale.Crop) }
        DisposableEffect(mid) {
            synchronized(looked) { looked += mid }
            onDispose {
                synchronized(looked) {
                    looked -= mid
                    gone += mid
                    shown.remove(mid)
                }
            }
        }
    }

    private companion object {
        const val RGBA = 4
        const val ALPHA_BITS = 8
    }
}

/** Speaks silence, and hears what comes. */
class SoftSound : Sound {
    @Volatile private var running = false
    private var worker: Thread? = null

    /** How many pieces of the others' sound were not silent. */
    val heard = AtomicInteger()

    override fun start(media: () -> CallMediaInterface?) {
        running = true
        worker =
            thread(name = "sound") {
                val silence = ByteBuffer.allocateDirect(PIECE * 2)
                while (running) {
                    Thread.sleep(PIECE_MS)
                    val line = media() ?: continue
                    line.pushAudio(silence.duplicate())
                    if (line.pullAudio(PIECE.toUInt()).any { it != 0.toByte() }) heard.incrementAndGet()
                }
            }
    }

    override fun stop() {
        running = false
        worker?.join()
        worker = null
    }

    override var loud by mutableStateOf(true)
        private set

    override fun loudspeaker(on: Boolean) {
        loud = on
    }

    @Volatile var resting = false
        private set

    override fun rest(on: Boolean) {
        resting = on
    }

    private companion object {
        const val PIECE = 960
        const val PIECE_MS = 20L
    }
}

/** `kinline-standin`: answers what it is asked, in numbers and bytes. */
class StandIn(
    vararg arguments: String,
) : AutoCloseable {
    private val process = ProcessBuilder(program("kinline-standin"), *arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val output = DataOutputStream(process.outputStream)
    private val input = DataInputStream(process.inputStream)

    fun ask(vararg numbers: Int) {
        numbers.forEach(output::writeInt)
        output.flush()
    }

    fun give(bytes: ByteArray) {
        output.write(bytes)
        output.flush()
    }

    fun number(): Int = input.readInt()

    fun bytes(length: Int): ByteArray = input.readNBytes(length)

    /** Its input ends, so it ends. */
    override fun close() {
        output.close()
        process.waitFor()
    }
}
