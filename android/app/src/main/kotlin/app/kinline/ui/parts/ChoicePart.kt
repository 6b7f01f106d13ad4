package app.kinline.ui.parts

import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Checkbox
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Choice
import app.kinline.ffi.ChoiceOption
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours

/** One of some options (round), or any of them (square). */
@Composable
fun ChoicePart(
    choice: Choice,
    stage: Stage,
) {
    Wrong(choice.error) {
        Column(
            Modifier.semantics(mergeDescendants = true) {
                heading()
                choice.error?.let { error(it) }
            },
        ) { Words(choice.label, choice.hint, choice.error, stage) }
        val chosen = stage.drafts.chosen(choice)
        Column(Modifier.padding(top = 4.dp).selectableGroup(), Arrangement.spacedBy(8.dp)) {
            choice.options.forEach { option ->
                // What is sent at once is as the core says; what waits for the form is as it was tapped.
                val selected = if (option.action == null) option.value == chosen else option.selected
                Option(option, selected, choice.several) {
                    option.action?.let(stage::send) ?: stage.drafts.type(choice.id, option.value)
                }
            }
        }
    }
}

@Composable
private fun Option(
    option: ChoiceOption,
    selected: Boolean,
    several: Boolean,
    choose: () -> Unit,
) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(8.dp)
    val chosen =
        if (several) {
            Modifier.toggleable(selected, role = Role.Checkbox) { choose() }
        } else {
            Modifier.selectable(selected, role = Role.RadioButton, onClick = choose)
        }
    Row(
        Modifier
            .fillMaxWidth()
            .clip(shape)
            .border(if (selected) 2.dp else 1.dp, if (selected) colours.button else colours.control, shape)
            .then(chosen)
            .heightIn(min = TOUCH)
            .padding(12.dp),
        Arrangement.spacedBy(12.dp),
        Alignment.CenterVertically,
    ) {
        if (several) Checkbox(selected, onCheckedChange = null) else RadioButton(selected, onClick = null)
        Column(Modifier.weight(1f)) {
            Text(option.label, style = MaterialTheme.typography.bodyLarge)
            option.hint?.let { Text(it, color = colours.quiet, style = MaterialTheme.typography.bodyMedium) }
        }
    }
}
