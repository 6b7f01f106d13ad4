package app.kinline.support

import android.app.Activity
import android.graphics.Bitmap
import android.graphics.Canvas
import java.io.File

/** Photographs of what the app shows, for people to look at. */
object Gallery {
    private val folder = File(System.getProperty("kinline.gallery"))

    fun keep(
        activity: Activity,
        name: String,
    ): Bitmap {
        val window = activity.window.decorView
        val photo = Bitmap.createBitmap(window.width, window.height, Bitmap.Config.ARGB_8888)
        window.draw(Canvas(photo))
        keep(photo, name)
        return photo
    }

    fun keep(
        photo: Bitmap,
        name: String,
    ) {
        val file = folder.resolve("$name.png")
        file.parentFile!!.mkdirs()
        file.outputStream().use { photo.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }
}
