package app.kinline

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.compose.runtime.CompositionLocalProvider
import app.kinline.ffi.Action
import app.kinline.platform.LocalHardware
import app.kinline.platform.LocalLooks
import app.kinline.platform.PermissionBook
import app.kinline.platform.askForReminders
import app.kinline.platform.call.CallService
import app.kinline.platform.secureWhileInCall
import app.kinline.ui.KinlineUi

/** The only window: draws what the core shows. */
class MainActivity : ComponentActivity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        val kinline = kinline()
        kinline.phone.start()
        secureWhileInCall(kinline.phone.shown)
        askForReminders(kinline.reminders.planned)
        if (savedInstanceState == null) open(intent)
        setContent {
            CompositionLocalProvider(LocalHardware provides kinline.hardware, LocalLooks provides kinline.phone::look) {
                KinlineUi(kinline.phone)
            }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        open(intent)
    }

    override fun onStart() {
        super.onStart()
        kinline().phone.resume()
        if (kinline().phone.media() != null) CallService.run(this, active = true)
    }

    override fun onResume() {
        super.onResume()
        // It may have changed in the phone's settings.
        kinline().phone.send(Action.PermissionsKnown(PermissionBook(this).known()))
    }

    override fun onStop() {
        kinline().phone.pause()
        super.onStop()
    }

    /** A link, or a reminder, that was tapped: the core knows where it leads. */
    private fun open(intent: Intent) {
        intent.dataString?.let { kinline().phone.send(Action.OpenLink(it)) }
    }

    private fun kinline() = application as KinlineApplication
}
