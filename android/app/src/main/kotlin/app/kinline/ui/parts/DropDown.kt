package app.kinline.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.ExposedDropdownMenuAnchorType
import androidx.compose.material3.ExposedDropdownMenuBox
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Choice
import app.kinline.ffi.ChoiceOption
import app.kinline.ui.Icons
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours

/** One of many options: what is chosen, and the list of them on demand. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
internal fun DropDown(
    choice: Choice,
    stage: Stage,
    chosen: String?,
    choose: (ChoiceOption) -> Unit,
) {
    var open by remember { mutableStateOf(false) }
    ExposedDropdownMenuBox(open, { open = it }) {
        Column(
            Modifier
                .menuAnchor(ExposedDropdownMenuAnchorType.PrimaryNotEditable)
                .fillMaxWidth()
                .semantics(mergeDescendants = true) {
                    role = Role.DropdownList
                    choice.error?.let { error(it) }
                },
        ) {
            Words(choice.label, choice.hint, choice.error, stage)
            val shown = choice.options.firstOrNull { it.value == chosen }
            Chosen(shown?.label.orEmpty(), choice.error != null)
        }
        ExposedDropdownMenu(open, { open = false }) {
            choice.options.forEach { option ->
                DropdownMenuItem(
                    { Text(option.label, style = MaterialTheme.typography.bodyLarge) },
                    {
                        open = false
                        choose(option)
                    },
                    Modifier.heightIn(min = TOUCH).semantics {
                        role = Role.RadioButton
                        selected = option.value == chosen
                    },
                )
            }
        }
    }
}

@Composable
private fun Chosen(
    label: String,
    wrong: Boolean,
) {
    val colours = LocalColours.current
    Row(
        Modifier
            .padding(top = 4.dp)
            .fillMaxWidth()
            .heightIn(min = TOUCH)
            .background(colours.page, BOX)
            .border(2.dp, if (wrong) colours.danger else colours.control, BOX)
            .padding(12.dp),
        Arrangement.spacedBy(12.dp),
        Alignment.CenterVertically,
    ) {
        Text(label, Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
        Icon(Icons.Down, contentDescription = null)
    }
}

private val BOX = RoundedCornerShape(8.dp)
