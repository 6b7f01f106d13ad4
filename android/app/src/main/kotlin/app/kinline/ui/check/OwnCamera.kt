package app.kinline.ui.check

import android.Manifest
import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.platform.LocalHardware
import app.kinline.ui.Stage
import app.kinline.ui.WithPermissions
import app.kinline.ui.theme.LocalColours

/** One's own camera, tried out: for oneself to see, and for the core to look at. */
@Composable
fun RehearsalView(stage: Stage) {
    WithPermissions(listOf(Manifest.permission.CAMERA), stage.words.cameraForCall, stage.words) { OwnCamera(stage) }
}

/** What one's own camera sees; says once whether it [works]. */
@Composable
internal fun OwnCamera(
    stage: Stage,
    works: (Boolean) -> Unit = {},
) {
    Box(
        Modifier
            .fillMaxWidth()
            .aspectRatio(PICTURE)
            .clip(RoundedCornerShape(12.dp))
            .background(LocalColours.current.brand)
            .semantics { contentDescription = stage.words.ownPicture },
    ) { LocalHardware.current.probe.Preview(Modifier.fillMaxSize(), works) }
}

private const val PICTURE = 16f / 9f
