package app.kinline

import android.content.Intent
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.compose.runtime.CompositionLocalProvider
import app.kinline.platform.LocalHardware
import app.kinline.platform.reminders.ReminderIntent
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
        if (savedInstanceState == null) open(intent)
        setContent {
            CompositionLocalProvider(LocalHardware provides kinline.hardware) { KinlineUi(kinline.phone) }
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        open(intent)
    }

    override fun onStart() {
        super.onStart()
        kinline().phone.resume()
    }

    override fun onStop() {
        kinline().phone.pause()
        super.onStop()
    }

    /** A reminder that was tapped leads to where it says. */
    private fun open(intent: Intent) {
        ReminderIntent.action(intent)?.let(kinline().phone::send)
    }

    private fun kinline() = application as KinlineApplication
}
