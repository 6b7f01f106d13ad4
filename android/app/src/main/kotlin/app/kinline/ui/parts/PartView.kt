package app.kinline.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.LinearProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.draw.drawBehind
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.SemanticsPropertyReceiver
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Live
import app.kinline.ffi.Part
import app.kinline.ffi.Tone
import app.kinline.ui.Stage
import app.kinline.ui.locales
import app.kinline.ui.theme.LocalColours

/** Draws one part of a screen; a list does not repeat the heading [above] it. */
@Composable
fun PartView(
    part: Part,
    stage: Stage,
    above: Part? = null,
) {
    when (part) {
        is Part.Heading -> Heading(part.text)
        is Part.Text -> Paragraph(part.text, stage)
        is Part.Notice -> Notice(part, stage)
        is Part.Field -> FieldPart(part.v1, stage)
        is Part.Choice -> ChoicePart(part.v1, stage)
        is Part.Rows -> RowsPart(part, stage, named = (above as? Part.Heading)?.text == part.label)
        is Part.Photo -> PhotoPart(part.v1, stage)
        is Part.Progress -> Progress(part)
        is Part.Countdown -> Countdown(part)
        is Part.Picture -> PicturePart(part.picture, part.description)
        is Part.OwnPhoto -> OwnPhotoPart(part.jpeg, part.description)
        is Part.Actions -> Buttons(part.actions, stage)
    }
}

/** A heading below the title. */
@Composable
fun Heading(
    text: String,
    modifier: Modifier = Modifier,
) {
    Text(text, modifier.padding(top = 8.dp).semantics { heading() }, style = MaterialTheme.typography.titleLarge)
}

@Composable
private fun Paragraph(
    text: String,
    stage: Stage,
) {
    Text(text, style = MaterialTheme.typography.bodyLarge.copy(localeList = locales(stage.screen.language)))
}

/** Something to notice: a band of its tone beside it, and its title says the tone in words. */
@Composable
private fun Notice(
    notice: Part.Notice,
    stage: Stage,
) {
    val (background, text) = LocalColours.current.of(notice.tone)
    Column(
        Modifier
            .fillMaxWidth()
            .clip(RoundedCornerShape(8.dp))
            .background(background)
            .drawBehind { drawRect(text, size = Size(6.dp.toPx(), size.height)) }
            .padding(start = 20.dp, top = 12.dp, end = 16.dp, bottom = 12.dp)
            .semantics(mergeDescendants = true) { live(notice.live) },
    ) {
        val words = MaterialTheme.typography
        Text(notice.title, Modifier.semantics { heading() }, text, style = words.titleMedium)
        Text(notice.text, Modifier.padding(top = 4.dp), text, style = words.bodyLarge.copy(localeList = locales(stage.screen.language)))
    }
}

/** How a screen reader says a change by itself. */
internal fun SemanticsPropertyReceiver.live(live: Live) {
    when (live) {
        Live.OFF -> Unit
        Live.POLITE -> liveRegion = LiveRegionMode.Polite
        Live.ASSERTIVE -> liveRegion = LiveRegionMode.Assertive
    }
}

@Composable
private fun Progress(progress: Part.Progress) {
    Column(Modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite }) {
        Text(progress.label, style = MaterialTheme.typography.bodyLarge)
        val bar = Modifier.fillMaxWidth().padding(top = 8.dp)
        if (progress.total == 0UL) {
            LinearProgressIndicator(bar)
        } else {
            LinearProgressIndicator({ progress.done.toFloat() / progress.total.toFloat() }, bar)
        }
    }
}

/** Something that is kept for a while: the clock is for eyes, the sentence for everybody. */
@Composable
private fun Countdown(countdown: Part.Countdown) {
    val (background, colour) = LocalColours.current.of(Tone.WAITING)
    Column(
        Modifier
            .fillMaxWidth()
            .clip(RoundedCornerShape(8.dp))
            .background(background)
            .padding(16.dp)
            .semantics(mergeDescendants = true) { },
    ) {
        Text(countdown.label, color = colour, style = MaterialTheme.typography.titleMedium)
        Clock(countdown.leftMs, running = true, Modifier.clearAndSetSemantics { }, colour)
        Text(
            countdown.text,
            Modifier.semantics {
                contentDescription = countdown.text
                liveRegion = LiveRegionMode.Polite
            },
            colour,
            style = MaterialTheme.typography.bodyLarge,
        )
    }
}
