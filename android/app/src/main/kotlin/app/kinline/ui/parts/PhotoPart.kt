package app.kinline.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.ffi.PhotoRequest
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours

/** A photo that is asked for, or there. */
@Composable
fun PhotoPart(
    photo: PhotoRequest,
    stage: Stage,
) {
    val colours = LocalColours.current
    Column(
        Modifier.fillMaxWidth().background(colours.surface, RoundedCornerShape(12.dp)).padding(16.dp),
        Arrangement.spacedBy(8.dp),
    ) {
        Text(photo.label, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleLarge)
        StatusTag(photo.status)
        Wrong(photo.error) {
            photo.error?.let { Text("${stage.words.error}: $it", color = colours.danger, style = MaterialTheme.typography.bodyLarge) }
            Hints(photo.hints)
        }
        ButtonView(photo.action, stage)
    }
}

/** How to take a good photo. */
@Composable
fun Hints(hints: List<String>) {
    Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
        hints.forEach { hint ->
            Row(Modifier.semantics(mergeDescendants = true) { }, Arrangement.spacedBy(8.dp)) {
                Text("•", Modifier.clearAndSetSemantics { }, style = MaterialTheme.typography.bodyLarge)
                Text(hint, style = MaterialTheme.typography.bodyLarge)
            }
        }
    }
}
