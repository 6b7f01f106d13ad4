package app.kinline.support

import android.graphics.Bitmap
import android.graphics.Canvas
import android.view.ViewGroup.LayoutParams
import androidx.activity.ComponentActivity
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.platform.ComposeView
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.unit.Density
import app.kinline.ffi.Screen
import app.kinline.ffi.View
import app.kinline.ffi.platformWords
import app.kinline.platform.Hardware
import app.kinline.platform.LocalHardware
import app.kinline.ui.ScreenView
import app.kinline.ui.theme.KinlineTheme

/** How a screen is looked at; sizes in dp. */
enum class Look(
    val width: Int,
    val height: Int,
    val dark: Boolean = false,
    val letters: Float = 1f,
) {
    PHONE(411, 891),
    DARK(411, 891, dark = true),
    ACROSS(891, 411),
    LETTERS_200(360, 780, letters = 2f),
    TABLET(800, 1280),
    TABLET_ACROSS_DARK(1280, 800, dark = true),
}

/** Draws screens in every look, the whole of each, photographs them, and says what is wrong with them. */
class Looks<A : ComponentActivity>(
    private val rule: AndroidComposeTestRule<*, A>,
    private val hardware: Hardware,
) {
    private val glass = Glass(rule)

    fun draw(
        screen: Screen,
        name: String,
    ): List<String> =
        Look.entries.flatMap { look ->
            val view = show(screen, look)
            val photo = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
            rule.runOnUiThread { view.draw(Canvas(photo)) }
            Gallery.keep(if (isWhole(screen)) photo else withoutEnd(photo), "tour/${look.name.lowercase()}/$name")
            glass.wrongs().map { "$name, ${look.name}: $it" }
        }

    private fun show(
        screen: Screen,
        look: Look,
    ): ComposeView {
        val height = if (isWhole(screen)) look.height else LONGEST
        lateinit var view: ComposeView
        rule.runOnUiThread {
            view = ComposeView(rule.activity)
            view.setContent {
                CompositionLocalProvider(LocalHardware provides hardware, LocalDensity provides Density(DENSITY, look.letters)) {
                    KinlineTheme(look.dark) { ScreenView(screen, platformWords(screen.language)) { } }
                }
            }
            rule.activity.setContentView(view, LayoutParams((look.width * DENSITY).toInt(), (height * DENSITY).toInt()))
        }
        rule.waitForIdle()
        return view
    }

    /** A screen that is as high as the phone, and no higher. */
    private fun isWhole(screen: Screen) = screen.view is View.Call

    /** Nothing but ground is below the last thing. */
    private fun withoutEnd(photo: Bitmap): Bitmap {
        val row = IntArray(photo.width)

        fun isGround(y: Int): Boolean {
            photo.getPixels(row, 0, photo.width, 0, y, photo.width, 1)
            return row.all { it == row[0] }
        }
        val end = (photo.height - 1 downTo 0).first { it == 0 || !isGround(it) }
        return Bitmap.createBitmap(photo, 0, 0, photo.width, (end + MARGIN).coerceAtMost(photo.height))
    }

    private companion object {
        const val DENSITY = 1.5f
        const val LONGEST = 5_000
        const val MARGIN = 24
    }
}
