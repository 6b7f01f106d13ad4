package app.kinline.platform

import android.Manifest
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.content.Intent
import android.content.pm.PackageManager
import android.net.ConnectivityManager
import android.net.Uri
import android.provider.Settings
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.performTextReplacement
import androidx.lifecycle.Lifecycle
import androidx.test.platform.app.InstrumentationRegistry
import app.kinline.MainActivity
import app.kinline.Shown
import app.kinline.ffi.Action
import app.kinline.ffi.Part
import app.kinline.ffi.Place
import app.kinline.ffi.Reminder
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.support.Office
import app.kinline.support.Server
import app.kinline.support.TestApplication
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow
import org.robolectric.shadows.ShadowLooper
import java.time.Instant
import java.util.concurrent.TimeUnit

/** The app between the phone's system and the core: links, going back, being killed, being asked. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class AppTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    private val app get() = RuntimeEnvironment.getApplication() as TestApplication
    private val screen: Screen get() = (app.phone.shown.value as Shown.Of).screen
    private val field get() =
        screen.parts
            .filterIsInstance<Part.Field>()
            .single()
            .v1

    @After
    fun end() = app.onTerminate()

    private fun waits(until: () -> Boolean) = rule.waitUntil(PATIENCE_MS) { until() }

    private fun opensRegister() {
        app.phone.send(Action.Open(Place.Home))
        waits { screen.name == ScreenName.REGISTER }
        rule.waitForIdle()
    }

    @Test
    fun `a link that was tapped is the core's to open, also while the app is there`() {
        val notices = screen.parts.count { it is Part.Notice }
        val link = Office.invitation(Server.prisoner.getString("establishment"))
        val tapped = Intent(Intent.ACTION_VIEW, Uri.parse(link), app, MainActivity::class.java)
        rule.runOnUiThread { InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(rule.activity, tapped) }
        waits { screen.parts.count { it is Part.Notice } > notices }
    }

    @Test
    fun `going back is the core's where there is a way back, and the system's where there is none`() {
        assertEquals(ScreenName.WELCOME, screen.name)
        assertEquals("the system shows what is behind the app", false, rule.activity.onBackPressedDispatcher.hasEnabledCallbacks())
        opensRegister()
        assertTrue(rule.activity.onBackPressedDispatcher.hasEnabledCallbacks())
        rule.runOnUiThread { rule.activity.onBackPressedDispatcher.onBackPressed() }
        waits { screen.name == ScreenName.WELCOME }
    }

    @Test
    fun `what was typed is there when the activity is made anew, and when the process was killed`() {
        opensRegister()
        rule.onNode(hasText(field.label) and hasSetTextAction()).performTextReplacement("mair@")
        rule.activityRule.scenario.recreate()
        rule.waitForIdle()
        rule.onNode(hasText("mair@") and hasSetTextAction()).assertExists()
        rule.activityRule.scenario.moveToState(Lifecycle.State.CREATED)
        // Everything was written when it was left: the core goes without a word.
        app.phone.shutdown()
        app.phone.start()
        waits { screen.name == ScreenName.REGISTER && field.value == "mair@" }
    }

    @Test
    fun `reminders are asked for when there is one, and once`() {
        assertEquals(null, shadowOf(rule.activity).lastRequestedPermission)
        app.reminders.replace(listOf(Reminder("a", Instant.now().plusSeconds(86_400), "Call", "Soon", Action.Open(Place.Home))))
        waits { shadowOf(rule.activity).lastRequestedPermission != null }
        val asked = shadowOf(rule.activity).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.POST_NOTIFICATIONS), asked.requestedPermissions.toList())
    }

    @Test
    fun `the core hears of the network from the start`() {
        val callbacks = shadowOf(app.getSystemService(ConnectivityManager::class.java)).networkCallbacks
        assertEquals(1, callbacks.count { it is NetworkWatch })
    }

    @Test
    fun `what is new is asked for twice a day, and not where the app is being used`() {
        val scheduler = app.getSystemService(JobScheduler::class.java)
        val job = scheduler.allPendingJobs.single()
        assertEquals(News::class.java.name, job.service.className)
        assertEquals(12 * 3_600_000L, job.intervalMillis)
        assertTrue(job.isPersisted)
        val news = Robolectric.buildService(News::class.java).create().get()
        val parameters = Shadow.newInstanceOf(JobParameters::class.java)
        assertFalse("the app is seen", news.onStartJob(parameters))
        rule.activityRule.scenario.moveToState(Lifecycle.State.CREATED)
        assertTrue(news.onStartJob(parameters))
        assertFalse(shadowOf(news).isJobFinished)
        ShadowLooper.idleMainLooper(20, TimeUnit.SECONDS)
        assertTrue("it ends by itself", shadowOf(news).isJobFinished)
    }

    @Test
    fun `the phone's settings of this app are opened by the core's wish`() {
        app.phone.send(Action.OpenPhoneSettings)
        lateinit var opened: Intent
        waits { shadowOf(app).nextStartedActivity?.also { opened = it } != null }
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, opened.action)
    }

    @Test
    fun `what fires without the app reaches it`() {
        fun receivers(action: String) =
            app.packageManager
                .queryBroadcastReceivers(Intent(action), PackageManager.MATCH_ALL)
                .map { it.activityInfo.name.substringAfterLast('.') }
        for (action in listOf(Intent.ACTION_BOOT_COMPLETED, Intent.ACTION_MY_PACKAGE_REPLACED, Intent.ACTION_TIME_CHANGED)) {
            assertEquals(action, listOf("BootReceiver"), receivers(action))
        }
        assertEquals(listOf("TimeZoneReceiver"), receivers(Intent.ACTION_TIMEZONE_CHANGED))
    }

    private companion object {
        const val PATIENCE_MS = 60_000L
    }
}
