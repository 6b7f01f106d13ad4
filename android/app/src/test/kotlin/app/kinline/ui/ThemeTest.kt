package app.kinline.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import app.kinline.ffi.Tone
import app.kinline.support.TestApplication
import app.kinline.ui.theme.Colours
import app.kinline.ui.theme.DarkColours
import app.kinline.ui.theme.LightColours
import org.json.JSONObject
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class ThemeTest {
    private val themes = mapOf("light" to LightColours, "dark" to DarkColours)

    @Test
    fun `the colours are those of the design`() {
        val tokens = JSONObject(File(System.getProperty("kinline.design"), "tokens.json").readText())
        for ((name, colours) in themes) {
            val theme = tokens.getJSONObject(name)
            val wanted = theme.keys().asSequence().associateWith { theme.getString(it) }
            assertEquals(wanted, named(colours))
        }
    }

    @Test
    fun `every text can be read on its ground`() {
        for (colours in themes.values) {
            val pairs =
                Tone.entries.map(colours::of) +
                    listOf(
                        colours.page to colours.text,
                        colours.page to colours.quiet,
                        colours.page to colours.link,
                        colours.page to colours.danger,
                        colours.surface to colours.text,
                        colours.button to colours.buttonText,
                        colours.brand to colours.brandText,
                    )
            for ((ground, text) in pairs) assertTrue("$text on $ground", contrast(ground, text) >= 4.5)
            assertTrue("borders", contrast(colours.page, colours.control) >= 3)
        }
    }

    private fun named(colours: Colours): Map<String, String> =
        Regex("""(\w+)=Color\(([\d.]+), ([\d.]+), ([\d.]+)""").findAll(colours.toString()).associate { found ->
            val (name, red, green, blue) = found.destructured
            val hex = listOf(red, green, blue).joinToString("") { "%02x".format(Math.round(it.toFloat() * 255)) }
            name.replace(Regex("[A-Z]")) { "-" + it.value.lowercase() } to "#$hex"
        }

    private fun contrast(
        one: Color,
        other: Color,
    ): Float {
        val (dark, light) = listOf(one.luminance(), other.luminance()).sorted()
        return (light + 0.05f) / (dark + 0.05f)
    }
}
