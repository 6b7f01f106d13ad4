package app.kinline.ui.check

import android.Manifest
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
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
        ButtonOf(ButtonStyle.SECONDARY, words.heard, enabled = tried) { found(heard = true) }
        ButtonOf(ButtonStyle.SECONDARY, words.notHeard, enabled = tried) { found(heard = false) }
    }
}
