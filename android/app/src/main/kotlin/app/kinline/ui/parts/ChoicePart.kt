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

/** One of some options (round), any of them (square), or one of many (a list on demand). */
@Composable
fun ChoicePart(
    choice: Choice,
    stage: Stage,
) {
    // What is sent at once is as the core says; what waits for the form is as it was tapped.
    val typed = stage.drafts.chosen(choice)

    fun choose(option: ChoiceOption) = option.action?.let(stage::send) ?: stage.drafts.type(choice.id, option.value)

    fun isChosen(option: ChoiceOption) = if (option.action == null) option.value == typed else option.selected
    Wrong(choice.error) {
        if (!choice.several && choice.options.size > MANY) {
            DropDown(choice, stage, choice.options.firstOrNull(::isChosen)?.value, ::choose)
        } else {
            Options(choice, stage, ::isChosen, ::choose)
        }
    }
}

@Composable
private fun Options(
    choice: Choice,
    stage: Stage,
    isChosen: (ChoiceOption) -> Boolean,
    choose: (ChoiceOption) -> Unit,
) {
    Column(
        Modifier.semantics(mergeDescendants = true) {
            heading()
            choice.error?.let { error(it) }
        },
    ) { Words(choice.label, choice.hint, choice.error, stage) }
    Column(Modifier.padding(top = 4.dp).selectableGroup(), Arrangement.spacedBy(8.dp)) {
        choice.options.forEach { Option(it, isChosen(it), choice.several) { choose(it) } }
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

/** More than these are not read through, but looked up. */
private const val MANY = 12
