package app.kinline.ui.slots

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kinline.ffi.SlotChoice
import app.kinline.ffi.SlotDay
import app.kinline.ffi.SlotsView
import app.kinline.ui.Stage
import app.kinline.ui.parts.Heading
import app.kinline.ui.parts.TOUCH
import app.kinline.ui.theme.LocalColours

/** Free times: a heading for each day, a button for each time. */
fun LazyListScope.slotDays(
    slots: SlotsView,
    stage: Stage,
) {
    items(slots.days) { day -> Day(day, stage) }
}

@Composable
private fun Day(
    day: SlotDay,
    stage: Stage,
) {
    Column(Modifier.fillMaxWidth()) {
        Heading(day.label, Modifier.padding(bottom = 8.dp))
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            day.slots.forEach { Slot(it) { stage.send(it.action) } }
        }
    }
}

@Composable
private fun Slot(
    slot: SlotChoice,
    choose: () -> Unit,
) {
    val colours = LocalColours.current
    OutlinedButton(
        choose,
        Modifier.heightIn(min = TOUCH).semantics { contentDescription = slot.accessible },
        shape = MaterialTheme.shapes.small,
        colors = ButtonDefaults.outlinedButtonColors(contentColor = colours.button),
        border = BorderStroke(2.dp, colours.button),
        contentPadding = PaddingValues(horizontal = 16.dp, vertical = 10.dp),
    ) {
        Column(Modifier.clearAndSetSemantics { }, horizontalAlignment = Alignment.CenterHorizontally) {
            Text(slot.label, style = MaterialTheme.typography.titleMedium)
            slot.ownTime?.let {
                Text(it, color = colours.quiet, textAlign = TextAlign.Center, style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}
