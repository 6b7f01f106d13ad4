package app.kinline.ui.parts

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Button
import app.kinline.ffi.ButtonStyle
import app.kinline.ui.Icons
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours

/** Buttons, the main one first, as wide as the screen. */
@Composable
fun Buttons(
    buttons: List<Button>,
    stage: Stage,
) {
    Column(Modifier.fillMaxWidth().padding(top = 8.dp), Arrangement.spacedBy(8.dp)) {
        buttons.forEach { ButtonView(it, stage) }
    }
}

/** One button, as wide as there is room. */
@Composable
fun ButtonView(
    button: Button,
    stage: Stage,
    modifier: Modifier = Modifier,
) {
    ButtonOf(button.style, button.label, button.enabled, modifier) { stage.send(button.action) }
}

/** A button of a style: for what the platform itself asks, too. */
@Composable
fun ButtonOf(
    style: ButtonStyle,
    label: String,
    enabled: Boolean = true,
    modifier: Modifier = Modifier,
    press: () -> Unit,
) {
    val shape = modifier.fillMaxWidth().heightIn(min = TOUCH)
    val colours = LocalColours.current
    when (style) {
        ButtonStyle.PRIMARY -> {
            androidx.compose.material3.Button(press, shape, enabled, MaterialTheme.shapes.small, contentPadding = INSIDE) { Label(label) }
        }

        ButtonStyle.SECONDARY -> {
            OutlinedButton(
                press,
                shape,
                enabled,
                MaterialTheme.shapes.small,
                ButtonDefaults.outlinedButtonColors(contentColor = colours.button),
                border = BorderStroke(2.dp, if (enabled) colours.button else colours.line),
                contentPadding = INSIDE,
            ) { Label(label) }
        }

        ButtonStyle.DANGER -> {
            OutlinedButton(
                press,
                shape,
                enabled,
                MaterialTheme.shapes.small,
                ButtonDefaults.outlinedButtonColors(contentColor = colours.danger),
                border = BorderStroke(2.dp, if (enabled) colours.danger else colours.line),
                contentPadding = INSIDE,
            ) { Label(label) }
        }

        ButtonStyle.LINK -> {
            TextButton(
                press,
                shape,
                enabled,
                MaterialTheme.shapes.small,
                ButtonDefaults.textButtonColors(contentColor = colours.link),
                contentPadding = INSIDE,
            ) { Label(label, TextDecoration.Underline) }
        }
    }
}

/** Goes back; what it says is for screen readers and for eyes alike. */
@Composable
fun BackButton(
    label: String,
    press: () -> Unit,
) {
    TextButton(
        press,
        Modifier.heightIn(min = TOUCH),
        colors = ButtonDefaults.textButtonColors(contentColor = LocalColours.current.link),
        contentPadding = PaddingValues(end = 12.dp),
    ) {
        Icon(Icons.Back, contentDescription = null)
        Spacer(Modifier.size(4.dp))
        Label(label)
    }
}

@Composable
private fun Label(
    text: String,
    decoration: TextDecoration? = null,
) {
    Text(text, textAlign = TextAlign.Center, textDecoration = decoration, style = MaterialTheme.typography.titleMedium)
}

/** The least that a finger needs. */
val TOUCH = 48.dp

private val INSIDE = PaddingValues(horizontal = 16.dp, vertical = 12.dp)
