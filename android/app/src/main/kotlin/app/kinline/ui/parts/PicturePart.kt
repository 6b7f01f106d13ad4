package app.kinline.ui.parts

import androidx.compose.foundation.Image
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.unit.dp
import app.kinline.R
import app.kinline.ffi.Picture

/** A drawing of ours, made from `design/pictures`. */
@Composable
fun PicturePart(
    picture: Picture,
    description: String,
) {
    val shape = Modifier.fillMaxWidth().aspectRatio(SIDES).clip(RoundedCornerShape(12.dp))
    Image(painterResource(drawable(picture)), description, shape)
}

private fun drawable(picture: Picture): Int =
    when (picture) {
        Picture.SEE_EACH_OTHER -> R.drawable.picture_see_each_other
        Picture.WAITING_ROOM -> R.drawable.picture_waiting_room
        Picture.THEIR_ROOM -> R.drawable.picture_their_room
        Picture.SOMEBODY_LISTENS -> R.drawable.picture_somebody_listens
        Picture.IN_THE_PICTURE -> R.drawable.picture_in_the_picture
        Picture.PICTURE_STOPS -> R.drawable.picture_picture_stops
        Picture.SHOW_AND_TELL -> R.drawable.picture_show_and_tell
        Picture.WAVE_GOODBYE -> R.drawable.picture_wave_goodbye
        Picture.AFTERWARDS -> R.drawable.picture_afterwards
        Picture.GOOD_DOCUMENT -> R.drawable.picture_good_document
        Picture.GOOD_PORTRAIT -> R.drawable.picture_good_portrait
    }

private const val SIDES = 320f / 200f
