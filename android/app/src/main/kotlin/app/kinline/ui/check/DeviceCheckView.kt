package app.kinline.ui.check

import android.Manifest
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Action
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.DeviceCheck
import app.kinline.platform.LocalHardware
import app.kinline.ui.Stage
import app.kinline.ui.WithPermissions
import app.kinline.ui.parts.ButtonOf

/** One's own picture, the microphone, and a sound that one hears or not: what was found goes to the core. */
@Composable
fun DeviceCheckView(stage: Stage) {
    val permissions = listOf(Manifest.permission.CAMERA, Manifest.permission.RECORD_AUDIO)
    WithPermissions(permissions, stage.words.cameraForCall, stage.words) { Check(stage) }
}

@Composable
private fun Check(stage: Stage) {
    val probe = LocalHardware.current.probe
    var camera by remember { mutableStateOf<Boolean?>(null) }
    var microphone by remember { mutableStateOf<Boolean?>(null) }
    LaunchedEffect(probe) { microphone = probe.microphone() }
    val words = stage.words

    fun found(heard: Boolean) {
        stage.send(Action.DeviceChecked(DeviceCheck(camera == true, microphone == true, heard)))
    }
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(8.dp)) {
        OwnCamera(stage) { camera = it }
        val tried = camera != null && microphone != null
        ButtonOf(ButtonStyle.SECONDARY, words.playSound) { probe.play() }
        // Side by side, so that what was found, and the way on, are in sight.
        Row(Modifier.height(IntrinsicSize.Max), Arrangement.spacedBy(8.dp)) {
            val half = Modifier.weight(1f).fillMaxHeight()
            ButtonOf(ButtonStyle.SECONDARY, words.heard, tried, half) { found(heard = true) }
            ButtonOf(ButtonStyle.SECONDARY, words.notHeard, tried, half) { found(heard = false) }
        }
    }
}
