package app.kinline.platform.phone

import android.util.Size
import android.view.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.ui.Modifier
import app.kinline.ffi.VideoUnit
import app.kinline.platform.Pictures
import java.util.concurrent.ConcurrentHashMap

/** The others' pictures: a decoder for each that is looked at, from its next keyframe on. */
class PhonePictures : Pictures {
    private val surfaces = ConcurrentHashMap<String, Surface>()

    /** Which have sent a picture: the core's names are of pictures and sounds alike. */
    private val seen = mutableStateMapOf<String, Unit>()
    private val decoders = HashMap<String, Pair<Surface, Decoder>>()

    override fun show(unit: VideoUnit): Boolean {
        seen[unit.mid] = Unit
        val surface = surfaces[unit.mid]
        // The phone was turned, or nobody looks: what was decoded for another surface is of no use to this one.
        if (decoders[unit.mid]?.first !== surface) close(unit.mid)
        return when {
            surface == null -> true
            unit.key || unit.mid in decoders -> decode(unit, surface)
            else -> false
        }
    }

    private fun decode(
        unit: VideoUnit,
        surface: Surface,
    ): Boolean =
        try {
            decoders.getOrPut(unit.mid) { surface to Decoder(surface) }.second.decode(unit.data, unit.ptsUs)
        } catch (_: IllegalStateException) {
            // The decoder broke, or the surface went while it was decoding.
            close(unit.mid)
            false
        }

    override fun stop() {
        decoders.keys.toList().forEach(::close)
        seen.clear()
    }

    @Composable
    override fun Picture(
        mid: String,
        modifier: Modifier,
    ) {
        if (mid in seen) Viewfinder(SIZE, modifier, { look(mid, it) }, { surfaces.remove(mid, it) })
    }

    /** From now on somebody's pictures are seen there. */
    internal fun look(
        mid: String,
        surface: Surface,
    ) {
        surfaces[mid] = surface
    }

    private fun close(mid: String) {
        decoders.remove(mid)?.second?.close()
    }

    private companion object {
        val SIZE = Size(1280, 720)
    }
}
