package app.kinline.ui.parts

import android.graphics.BitmapFactory
import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.asImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.dp
import java.nio.ByteBuffer

/** A photo that was taken, whole and in its own shape; nothing, where it cannot be decoded. */
@Composable
fun OwnPhotoPart(
    jpeg: ByteArray,
    description: String,
) {
    // Each screen brings an array of its own: a buffer compares what is in it.
    val photo = remember(ByteBuffer.wrap(jpeg)) { BitmapFactory.decodeByteArray(jpeg, 0, jpeg.size)?.asImageBitmap() } ?: return
    val sides = photo.width.toFloat() / photo.height
    val shape =
        Modifier
            .widthIn(max = HIGHEST * sides)
            .fillMaxWidth()
            .aspectRatio(sides)
            .clip(RoundedCornerShape(12.dp))
    Image(photo, description, shape, contentScale = ContentScale.Fit)
}

/** A photo held upright leaves room for what is said of it. */
private val HIGHEST = 320.dp
