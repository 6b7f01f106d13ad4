package app.kinline.ui.call

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.gestures.detectDragGestures
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.graphicsLayer
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import app.kinline.platform.LocalHardware
import app.kinline.ui.Icons
import app.kinline.ui.Stage
import app.kinline.ui.parts.TOUCH

/** One's own picture, small, in a corner: a button moves it to the next one, and so does dragging. */
@Composable
internal fun BoxScope.OwnPicture(
    on: Boolean,
    stage: Stage,
) {
    var corner by rememberSaveable { mutableIntStateOf(0) }
    var dragged by remember { mutableStateOf(Offset.Zero) }
    val drag =
        Modifier.pointerInput(Unit) {
            detectDragGestures(onDragEnd = {
                corner = CORNERS.indexOf(towards(CORNERS[corner], dragged))
                dragged = Offset.Zero
            }) { _, by -> dragged += by }
        }
    val moved =
        Modifier
            .align(CORNERS[corner].alignment)
            .padding(8.dp)
            .graphicsLayer {
                translationX = dragged.x
                translationY = dragged.y
            }
    Box(moved.small().then(drag)) {
        OwnFrame(on, stage, Modifier.fillMaxSize())
        IconButton({ corner = (corner + 1) % CORNERS.size }, Modifier.size(TOUCH).align(Alignment.BottomEnd)) {
            Icon(
                Icons.Move,
                stage.words.moveOwnPicture,
                Modifier.background(Color.Black.copy(alpha = 0.6f), RoundedCornerShape(8.dp)).padding(6.dp),
                Color.White,
            )
        }
    }
}

/** What one's own camera sees. */
@Composable
internal fun OwnFrame(
    on: Boolean,
    stage: Stage,
    modifier: Modifier,
) {
    val shape = RoundedCornerShape(12.dp)
    Box(
        modifier
            .aspectRatio(PICTURE)
            .clip(shape)
            .background(Color.DarkGray)
            .border(1.dp, Color.White.copy(alpha = 0.6f), shape)
            .semantics { contentDescription = stage.words.ownPicture },
        Alignment.Center,
    ) {
        if (on) {
            LocalHardware.current.eye.Preview(Modifier.fillMaxSize())
        } else {
            Icon(Icons.CameraOff, contentDescription = null, tint = Color.White)
        }
    }
}

/** The size of a small picture. */
internal fun Modifier.small(): Modifier = width(144.dp).aspectRatio(PICTURE)

private class Corner(
    val right: Boolean,
    val bottom: Boolean,
    val alignment: Alignment,
)

private val CORNERS =
    listOf(
        Corner(right = true, bottom = true, Alignment.BottomEnd),
        Corner(right = false, bottom = true, Alignment.BottomStart),
        Corner(right = false, bottom = false, Alignment.TopStart),
        Corner(right = true, bottom = false, Alignment.TopEnd),
    )

/** The corner that a picture was dragged towards. */
private fun towards(
    from: Corner,
    by: Offset,
): Corner {
    val right = if (kotlin.math.abs(by.x) > FAR) by.x > 0 else from.right
    val bottom = if (kotlin.math.abs(by.y) > FAR) by.y > 0 else from.bottom
    return CORNERS.first { it.right == right && it.bottom == bottom }
}

/** Less than this was no drag: pixels. */
private const val FAR = 80f

private const val PICTURE = 16f / 9f
