package app.kinline.journey

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import app.kinline.MainActivity
import app.kinline.ffi.Language
import app.kinline.support.TestApplication
import org.junit.After
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** From the welcome to the end of a call, by taps, with the real core and the real server. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class JourneyTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    private val app get() = RuntimeEnvironment.getApplication() as TestApplication

    @After
    fun end() = app.onTerminate()

    @Test
    fun `a family's first call, in English`() = live(Family(rule, app, Language.ENGLISH, "Mair", "en"))

    @Test
    @Config(qualifiers = "+night")
    fun `a family's first call, in Welsh, in the dark`() = live(Family(rule, app, Language.WELSH, "Siân", "cy"))

    private fun live(family: Family) {
        family.register()
        family.proveIdentity()
        family.agree()
        val establishment = family.addPerson()
        val booking = family.book(establishment)
        family.rehearse()
        family.call(establishment, booking)
        family.checkLog()
    }
}
