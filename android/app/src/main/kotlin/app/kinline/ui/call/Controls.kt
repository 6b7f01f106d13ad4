package app.kinline.ui.call

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Action
import app.kinline.ffi.Button
import app.kinline.ffi.ButtonStyle
import app.kinline.platform.LocalHardware
import app.kinline.ui.Icons
import app.kinline.ui.Stage
import app.kinline.ui.parts.TOUCH
import app.kinline.ui.theme.LocalColours
import app.kinline.ffi.CallView as CallData

/** The core's buttons, and those that only a phone needs: the other camera, and where the others are heard. */
@Composable
internal fun Controls(
    call: CallData,
    stage: Stage,
) {
    val hardware = LocalHardware.current
    val loud = hardware.sound.loud
    val (leave, others) = call.controls.partition { it.style == ButtonStyle.DANGER }
    val switch: @Composable (Modifier) -> Unit = { Control(stage.words.switchCamera, Icons.Switch, null, it, hardware.eye::switch) }
    val loudspeaker: @Composable (Modifier) -> Unit = {
        val words = if (loud) stage.words.loudspeakerOff else stage.words.loudspeakerOn
        Control(words, if (loud) Icons.LoudspeakerOff else Icons.Loudspeaker, null, it) { hardware.sound.loudspeaker(!loud) }
    }

    fun drawn(buttons: List<Button>) =
        buttons.map { button ->
            val control: @Composable (Modifier) -> Unit = { Control(button.label, icon(button.action), button, it) { stage.send(button.action) } }
            control
        }
    val all = drawn(others) + listOfNotNull(switch.takeIf { call.camera }) + loudspeaker + drawn(leave)
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp)) {
        all.chunked(2).forEach { pair ->
            // As high as the higher of the two.
            Row(Modifier.height(IntrinsicSize.Max), Arrangement.spacedBy(8.dp)) {
                pair.forEach { control -> control(Modifier.weight(1f).fillMaxHeight()) }
            }
        }
    }
}

@Composable
private fun Control(
    label: String,
    icon: ImageVector?,
    button: Button?,
    modifier: Modifier,
    press: () -> Unit,
) {
    val colours = LocalColours.current
    val colour = if (button?.style == ButtonStyle.DANGER) colours.danger else colours.button
    OutlinedButton(
        press,
        modifier.heightIn(min = TOUCH),
        button?.enabled ?: true,
        MaterialTheme.shapes.small,
        ButtonDefaults.outlinedButtonColors(contentColor = colour),
        border = BorderStroke(2.dp, colour),
        contentPadding = PaddingValues(8.dp),
    ) {
        Column(horizontalAlignment = Alignment.CenterHorizontally) {
            icon?.let { Icon(it, contentDescription = null) }
            Text(label, textAlign = TextAlign.Center, style = MaterialTheme.typography.labelLarge)
        }
    }
}

/** What a tap does is in the words; the icon helps to find it again. */
private fun icon(action: Action): ImageVector? =
    when (action) {
        is Action.SetMicrophone -> if (action.v1) Icons.MicrophoneOff else Icons.Microphone
        is Action.SetCamera -> if (action.v1) Icons.CameraOff else Icons.Camera
        is Action.LeaveCall -> Icons.Leave
        else -> null
    }
