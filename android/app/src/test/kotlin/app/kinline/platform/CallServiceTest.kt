package app.kinline.platform

import android.Manifest
import android.app.Notification
import android.app.NotificationManager
import android.content.Intent
import android.content.pm.ServiceInfo
import app.kinline.platform.call.CallService
import app.kinline.support.TestApplication
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class CallServiceTest {
    private val app get() = RuntimeEnvironment.getApplication() as TestApplication

    @Test
    fun `it begins and ends with the call`() {
        CallService.run(app, active = true)
        val started = shadowOf(app).nextStartedService
        assertEquals(CallService::class.java.name, started.component!!.className)
        CallService.run(app, active = false)
        assertEquals(started.component, shadowOf(app).nextStoppedService.component)
    }

    @Test
    fun `in the foreground it says what it uses, and no more than was permitted`() {
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val service = Robolectric.buildService(CallService::class.java, Intent()).create().startCommand(0, 1)
        val types = ServiceInfo.FOREGROUND_SERVICE_TYPE_PHONE_CALL or ServiceInfo.FOREGROUND_SERVICE_TYPE_CAMERA
        assertEquals(types, service.get().foregroundServiceType)
        val shown = shadowOf(service.get()).lastForegroundNotification
        assertEquals(Notification.CATEGORY_CALL, shown.category)
        assertEquals("Your video call is going on", shown.extras.getString("android.title"))
        service.destroy()
        assertTrue(shadowOf(service.get()).isForegroundStopped)
    }

    @Test
    fun `its channel is silent, the reminders' is not, and both are named`() {
        Channels.calls(app)
        Channels.reminders(app)
        val manager = app.getSystemService(NotificationManager::class.java)
        assertEquals(NotificationManager.IMPORTANCE_LOW, manager.getNotificationChannel("calls").importance)
        assertEquals(NotificationManager.IMPORTANCE_HIGH, manager.getNotificationChannel("reminders").importance)
        assertNotNull(manager.getNotificationChannel("reminders").name)
    }
}
