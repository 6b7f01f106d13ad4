package app.kinline.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Part
import app.kinline.ffi.Status
import app.kinline.ui.Icons
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours
import app.kinline.ffi.Row as RowData

/** A list of things; what leads somewhere has an arrow. Its name stands above it, unless a heading has [named] it. */
@Composable
fun RowsPart(
    rows: Part.Rows,
    stage: Stage,
    named: Boolean,
) {
    Column(Modifier.fillMaxWidth()) {
        if (!named) Heading(rows.label, Modifier.padding(bottom = 4.dp))
        rows.rows.forEach { row ->
            RowView(row, stage)
            HorizontalDivider(color = LocalColours.current.line)
        }
    }
}

@Composable
private fun RowView(
    row: RowData,
    stage: Stage,
) {
    val action = row.action
    val tap =
        if (action == null) {
            Modifier.semantics(mergeDescendants = true) { }
        } else {
            Modifier.clickable(role = Role.Button) { stage.send(action) }
        }
    Row(
        tap.fillMaxWidth().heightIn(min = TOUCH).padding(vertical = 12.dp),
        Arrangement.spacedBy(12.dp),
        Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f), Arrangement.spacedBy(4.dp)) {
            // Beside each other where both have room.
            FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween, Arrangement.spacedBy(4.dp), itemVerticalAlignment = Alignment.CenterVertically) {
                Text(row.title, Modifier.padding(end = 12.dp), style = MaterialTheme.typography.titleMedium)
                row.status?.let { StatusTag(it) }
            }
            row.detail?.let { Text(it, color = LocalColours.current.quiet, style = MaterialTheme.typography.bodyLarge) }
        }
        if (action != null) Icon(Icons.Forward, contentDescription = null, tint = LocalColours.current.link)
    }
}

/** Where something stands: in words, on a ground of its tone. */
@Composable
fun StatusTag(
    status: Status,
    modifier: Modifier = Modifier,
) {
    val (background, text) = LocalColours.current.of(status.tone)
    Text(
        status.text,
        modifier.background(background, RoundedCornerShape(6.dp)).padding(horizontal = 10.dp, vertical = 4.dp),
        text,
        style = MaterialTheme.typography.labelLarge,
    )
}
