package app.kinline.platform

import android.app.AlarmManager
import android.app.NotificationManager
import android.content.Intent
import app.kinline.MainActivity
import app.kinline.ffi.Action
import app.kinline.ffi.Place
import app.kinline.ffi.Reminder
import app.kinline.platform.reminders.BootReceiver
import app.kinline.platform.reminders.ReminderReceiver
import app.kinline.support.TestApplication
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowAlarmManager
import java.time.Instant

@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class RemindersTest {
    private val app get() = RuntimeEnvironment.getApplication() as TestApplication
    private val alarms get() = shadowOf(app.getSystemService(AlarmManager::class.java)).scheduledAlarms
    private val ahead = Instant.now().plusSeconds(86_400)

    private fun reminder(
        id: String,
        at: Instant = ahead,
    ) = Reminder(id, at, "Call with Thomas", "In an hour", Action.Open(Place.Bookings))

    @Test
    fun `a plan takes the place of the one before`() {
        app.reminders.replace(listOf(reminder("a"), reminder("b")))
        app.reminders.replace(listOf(reminder("b"), reminder("c")))
        assertEquals(listOf("b", "c"), ids())
        assertEquals(ahead.toEpochMilli(), alarms.first().triggerAtMs)
    }

    @Test
    fun `alarms are exact where the phone allows it, and wake it in any case`() {
        for (exact in listOf(true, false)) {
            ShadowAlarmManager.setCanScheduleExactAlarms(exact)
            app.reminders.replace(listOf(reminder("a")))
            assertTrue(alarms.single().isAllowWhileIdle)
            assertEquals(AlarmManager.RTC_WAKEUP, alarms.single().getType())
            assertEquals(if (exact) 0L else -1L, alarms.single().windowLengthMs)
        }
    }

    @Test
    fun `what is ahead is scheduled again when the phone was switched off`() {
        app.reminders.replace(listOf(reminder("past", Instant.now().minusSeconds(60)), reminder("ahead")))
        val manager = app.getSystemService(AlarmManager::class.java)
        alarms.toList().forEach { manager.cancel(operation(it)) }
        BootReceiver().onReceive(app, Intent(Intent.ACTION_BOOT_COMPLETED))
        assertEquals(listOf("ahead"), ids())
    }

    @Test
    fun `the plan that is kept tells nothing to who copies it`() {
        app.reminders.replace(listOf(reminder("a")))
        val kept = app.noBackupFilesDir.resolve("reminders").readBytes()
        assertFalse("Thomas" in String(kept, Charsets.ISO_8859_1))
    }

    @Test
    fun `a reminder is shown, opens the app, and the core hears of it`() {
        app.reminders.replace(listOf(reminder("a")))
        val fired = shadowOf(operation(alarms.single())).savedIntent
        ReminderReceiver().onReceive(app, fired)
        val shown = shadowOf(app.getSystemService(NotificationManager::class.java)).allNotifications.single()
        assertEquals("Call with Thomas", shown.extras.getString("android.title"))
        val tap = shadowOf(shown.contentIntent).savedIntent
        assertEquals(MainActivity::class.java.name, tap.component!!.className)
        assertEquals(listOf("a"), app.reminders.takeShown())
        assertEquals(emptyList<String>(), app.reminders.takeShown())
    }

    @Suppress("DEPRECATION") // There is no other way to it.
    private fun operation(alarm: ShadowAlarmManager.ScheduledAlarm) = alarm.operation!!

    private fun ids() = alarms.map { shadowOf(operation(it)).savedIntent.data!!.schemeSpecificPart }.sorted()
}
