package app.kinline.platform

import android.content.Context
import android.content.Intent
import android.net.Uri
import app.kinline.MainActivity
import app.kinline.Shown
import app.kinline.debug.ServerActivity
import app.kinline.ffi.Action
import app.kinline.ffi.FieldValue
import app.kinline.ffi.Form
import app.kinline.ffi.Part
import app.kinline.ffi.Place
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.Tone
import app.kinline.support.DebugTestApplication
import app.kinline.support.Server
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** A debug build at a development server, by the link of its console. */
@RunWith(RobolectricTestRunner::class)
@Config(application = DebugTestApplication::class)
class DebugServerTest {
    private val app get() = RuntimeEnvironment.getApplication() as DebugTestApplication

    @After
    fun end() = app.onTerminate()

    @Test
    fun `a scanned link leads to that server`() {
        assertEquals(MainActivity::class.java.name, opened(Server.link)?.component?.className)
        register("debug@example.org")
        sees { it.name == ScreenName.ENTER_CODE }
        assertTrue(Server.code("debug@example.org").isNotEmpty())
    }

    @Test
    fun `a server with another certificate is refused, and the screen says so`() {
        val last = if (Server.link.endsWith("0")) "1" else "0"
        opened(Server.link.dropLast(1) + last)
        register("impostor@example.org")
        val screen = sees { it.name == ScreenName.REGISTER && problem(it) != null }
        assertTrue(problem(screen)!!.text, "nothing was sent" in problem(screen)!!.text)
    }

    @Test
    fun `what is no link of a server changes nothing`() {
        assertNull(opened("kinline-debug://nowhere"))
        assertTrue(app.getSharedPreferences("server", Context.MODE_PRIVATE).all.isEmpty())
    }

    @Test
    fun `only the debug build takes such links`() {
        val link = Intent(Intent.ACTION_VIEW, Uri.parse(Server.link)).addCategory(Intent.CATEGORY_BROWSABLE)
        val found = app.packageManager.queryIntentActivities(link, 0).map { it.activityInfo.name }
        assertEquals(listOf(ServerActivity::class.java.name), found)
    }

    /** What opens after a link was tapped. */
    private fun opened(link: String): Intent? {
        Robolectric.buildActivity(ServerActivity::class.java, Intent(Intent.ACTION_VIEW, Uri.parse(link))).create()
        return shadowOf(app).nextStartedActivity
    }

    private fun register(email: String) {
        app.phone.send(Action.Open(Place.Home))
        sees { it.name == ScreenName.REGISTER }
        app.phone.send(Action.Submit(Form.REGISTER, listOf(FieldValue("email", email))))
    }

    private fun problem(screen: Screen) = screen.parts.filterIsInstance<Part.Notice>().firstOrNull { it.tone == Tone.PROBLEM }

    private fun sees(wanted: (Screen) -> Boolean): Screen =
        runBlocking {
            withTimeout(PATIENCE_MS) {
                app.phone.shown
                    .filterIsInstance<Shown.Of>()
                    .first { wanted(it.screen) }
                    .screen
            }
        }

    private companion object {
        const val PATIENCE_MS = 60_000L
    }
}
