package app.kinline.support

import app.kinline.ffi.CallMediaInterface
import app.kinline.ffi.EncoderTarget
import app.kinline.ffi.VideoUnit
import java.nio.ByteBuffer
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/** A call's line that leads nowhere: a test says what it wants of the phone, and what it gives. */
class StillMedia : CallMediaInterface {
    @Volatile var target = EncoderTarget(800_000U, 640U, 360U, 30U)
    val keyframeWanted = AtomicBoolean()
    val coming = ConcurrentLinkedQueue<VideoUnit>()

    /** Senders of whom a keyframe was asked for. */
    val needed = LinkedBlockingQueue<String>()
    val heard = AtomicInteger()

    override fun encoder() = target

    override fun takeKeyframeRequest() = keyframeWanted.getAndSet(false)

    override fun nextVideo(wait: Duration): VideoUnit? = coming.poll()

    override fun needKeyframe(mid: String) {
        needed += mid
    }

    override fun pushVideo(
        accessUnit: ByteBuffer,
        ptsUs: Long,
        key: Boolean,
    ) = Unit

    override fun pushAudio(pcm: ByteBuffer) {
        heard.addAndGet(pcm.remaining())
    }

    override fun pullAudio(samples: UInt) = ByteArray(samples.toInt() * 2)
}
