package app.kinline.ui.theme

import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color
import app.kinline.ffi.Tone

/** The colours of `design/tokens.json`, under the names that they have there; a test compares the two. */
@Immutable
data class Colours(
    val page: Color,
    val surface: Color,
    val text: Color,
    val quiet: Color,
    val line: Color,
    val control: Color,
    val brand: Color,
    val brandText: Color,
    val link: Color,
    val button: Color,
    val buttonText: Color,
    val danger: Color,
    val dangerText: Color,
    val focus: Color,
    val focusText: Color,
    val good: Color,
    val goodText: Color,
    val wait: Color,
    val waitText: Color,
    val bad: Color,
    val badText: Color,
    val plain: Color,
    val plainText: Color,
) {
    /** Background and text of a tone. */
    fun of(tone: Tone): Pair<Color, Color> =
        when (tone) {
            Tone.NEUTRAL -> plain to plainText
            Tone.GOOD -> good to goodText
            Tone.WAITING, Tone.ATTENTION -> wait to waitText
            Tone.PROBLEM -> bad to badText
        }
}

internal val LightColours =
    Colours(
        page = Color(0xffffffff),
        surface = Color(0xfff3f5f6),
        text = Color(0xff10181c),
        quiet = Color(0xff48545a),
        line = Color(0xffc3cacd),
        control = Color(0xff56646b),
        brand = Color(0xff123f4d),
        brandText = Color(0xffffffff),
        link = Color(0xff0f5a8a),
        button = Color(0xff0b6b4b),
        buttonText = Color(0xffffffff),
        danger = Color(0xffa3201c),
        dangerText = Color(0xffffffff),
        focus = Color(0xffffd83d),
        focusText = Color(0xff10181c),
        good = Color(0xffd7efe2),
        goodText = Color(0xff07432e),
        wait = Color(0xfffdf0c4),
        waitText = Color(0xff4c3a00),
        bad = Color(0xfff8dedc),
        badText = Color(0xff6e120f),
        plain = Color(0xffe2e8eb),
        plainText = Color(0xff24333a),
    )

internal val DarkColours =
    Colours(
        page = Color(0xff11171a),
        surface = Color(0xff1b2327),
        text = Color(0xffeef2f3),
        quiet = Color(0xffb9c4c9),
        line = Color(0xff3f4c53),
        control = Color(0xff8c9aa1),
        brand = Color(0xff0b2b35),
        brandText = Color(0xffffffff),
        link = Color(0xff8ecbf5),
        button = Color(0xff7fd6ad),
        buttonText = Color(0xff062118),
        danger = Color(0xffff9d96),
        dangerText = Color(0xff330503),
        focus = Color(0xffffd83d),
        focusText = Color(0xff10181c),
        good = Color(0xff123d2c),
        goodText = Color(0xffbdf0d7),
        wait = Color(0xff453706),
        waitText = Color(0xffffe9a3),
        bad = Color(0xff521512),
        badText = Color(0xffffd6d3),
        plain = Color(0xff2c383e),
        plainText = Color(0xffdfe7ea),
    )

/** The colours of the theme that is on. */
val LocalColours = staticCompositionLocalOf { LightColours }
