package app.kinline.platform.call

import android.content.Context
import app.kinline.ffi.Action
import app.kinline.ffi.CallMediaInterface
import app.kinline.platform.Hardware
import java.time.Duration
import kotlin.concurrent.thread

/** Everything that flows in a call: pictures and voice, out and in, as long as it goes on. Another call comes first. */
internal class CallMediaLoop(
    context: Context,
    private val hardware: Hardware,
    private val media: () -> CallMediaInterface?,
    private val send: (Action) -> Unit,
) {
    private val focus =
        VoiceFocus(context) { taken ->
            hardware.sound.rest(taken)
            send(Action.TelephoneCall(taken))
        }

    @Volatile private var running = false
    private var receiver: Thread? = null

    fun start() {
        running = true
        focus.ask()
        hardware.eye.start(media)
        hardware.sound.start(media)
        receiver = thread(name = "pictures") { receive() }
    }

    /** The person looks at the call again. */
    fun seen() = focus.ask()

    fun stop() {
        running = false
        receiver?.join()
        hardware.eye.stop()
        hardware.sound.stop()
        hardware.pictures.stop()
        focus.stop()
    }

    /** Waits in the core for each picture; where a call has no line, looks again a little later. */
    private fun receive() {
        while (running) {
            val line = media()
            if (line == null) Thread.sleep(PAUSE.toMillis()) else receive(line)
        }
    }

    private fun receive(line: CallMediaInterface) {
        val unit = line.nextVideo(PAUSE) ?: return
        if (!hardware.pictures.show(unit)) line.needKeyframe(unit.mid)
    }

    private companion object {
        val PAUSE: Duration = Duration.ofMillis(100)
    }
}
