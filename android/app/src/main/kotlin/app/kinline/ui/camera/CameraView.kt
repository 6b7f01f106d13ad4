package app.kinline.ui.camera

import android.Manifest
import android.content.Context
import android.net.Uri
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.PickVisualMediaRequest
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.unit.dp
import app.kinline.ffi.Action
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.Facing
import app.kinline.platform.LocalHardware
import app.kinline.ui.PartsView
import app.kinline.ui.Stage
import app.kinline.ui.WithPermissions
import app.kinline.ui.parts.ButtonOf
import app.kinline.ui.parts.Hints
import app.kinline.ui.theme.LocalColours
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.io.IOException
import app.kinline.ffi.CameraView as CameraData

/** A camera with a frame; a photo from the library does as well. */
@Composable
fun CameraView(
    camera: CameraData,
    stage: Stage,
) {
    PartsView(stage, above = {
        item { Hints(camera.hints) }
        item {
            WithPermissions(listOf(Manifest.permission.CAMERA), stage.words.cameraForPhoto, stage.words) {
                Shutter(camera, stage)
            }
        }
        item { Library(camera, stage) }
    })
}

@Composable
private fun Shutter(
    camera: CameraData,
    stage: Stage,
) {
    val photos = LocalHardware.current.photos
    var taking by remember { mutableStateOf(false) }
    Column(verticalArrangement = Arrangement.spacedBy(16.dp)) {
        Box(
            Modifier
                .fillMaxWidth()
                .aspectRatio(FRAME)
                .clip(RoundedCornerShape(12.dp))
                .background(LocalColours.current.brand),
            Alignment.Center,
        ) {
            photos.Preview(camera.facing, Modifier.fillMaxSize())
            Frame(camera.facing)
        }
        ButtonOf(ButtonStyle.PRIMARY, stage.words.takePhoto, enabled = !taking) {
            taking = true
            photos.take { bytes ->
                taking = false
                if (bytes != null) stage.send(Action.PhotoTaken(camera.kind, bytes))
            }
        }
    }
}

/** Where the document, or the face, belongs. */
@Composable
private fun Frame(facing: Facing) {
    val line = Modifier.fillMaxSize().padding(24.dp)
    val brush = LocalColours.current.focus
    when (facing) {
        Facing.BACK -> Box(line.border(3.dp, brush, RoundedCornerShape(12.dp)))
        Facing.FRONT -> Box(line.padding(horizontal = 48.dp).border(3.dp, brush, CircleShape))
    }
}

@Composable
private fun Library(
    camera: CameraData,
    stage: Stage,
) {
    val context = LocalContext.current
    val scope = rememberCoroutineScope()
    val pick =
        rememberLauncherForActivityResult(ActivityResultContracts.PickVisualMedia()) { uri ->
            if (uri == null) return@rememberLauncherForActivityResult
            scope.launch { read(context, uri)?.let { stage.send(Action.PhotoTaken(camera.kind, it)) } }
        }
    ButtonOf(ButtonStyle.LINK, stage.words.choosePhoto) {
        pick.launch(PickVisualMediaRequest(ActivityResultContracts.PickVisualMedia.ImageOnly))
    }
}

private suspend fun read(
    context: Context,
    uri: Uri,
): ByteArray? =
    withContext(Dispatchers.IO) {
        try {
            context.contentResolver.openInputStream(uri)?.use { it.readBytes() }
        } catch (_: IOException) {
            // Gone from the library meanwhile: the screen stays, and another can be chosen.
            null
        }
    }

private const val FRAME = 4f / 3f
