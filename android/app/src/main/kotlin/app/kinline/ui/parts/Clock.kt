package app.kinline.ui.parts

import android.os.SystemClock
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableLongStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.TextStyle
import kotlinx.coroutines.delay

/** Time left, such as `12:34`, counted down between two words of the core. */
@Composable
fun Clock(
    leftMs: ULong,
    running: Boolean,
    modifier: Modifier = Modifier,
    colour: Color = Color.Unspecified,
    style: TextStyle = MaterialTheme.typography.headlineMedium,
) {
    var left by remember(leftMs, running) { mutableLongStateOf(leftMs.toLong()) }
    LaunchedEffect(leftMs, running) {
        val end = SystemClock.elapsedRealtime() + leftMs.toLong()
        while (running && left > 0) {
            // To the next full second.
            delay((left - 1).mod(SECOND) + 1)
            left = (end - SystemClock.elapsedRealtime()).coerceAtLeast(0)
        }
    }
    Text(clock(left), modifier, colour, style = style.copy(fontFeatureSettings = EVEN))
}

/** `12:34`; a second that has begun counts. */
internal fun clock(leftMs: Long): String {
    val seconds = (leftMs + SECOND - 1) / SECOND
    return "%d:%02d".format(seconds / MINUTE, seconds % MINUTE)
}

/** Figures of one width: the clock does not tremble. */
private const val EVEN = "tnum"
private const val SECOND = 1000L
private const val MINUTE = 60L
