package app.kinline.debug

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.widget.Toast
import app.kinline.MainActivity

/**
 * Takes a development server's link: `kinline-debug://…`, scanned from the console page with the phone's camera, or shared to
 * the app as text.
 */
class ServerActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val text = intent.dataString ?: intent.getStringExtra(Intent.EXTRA_TEXT).orEmpty()
        if ((application as DebugApplication).goTo(text)) {
            startActivity(Intent(this, MainActivity::class.java).addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TASK))
        } else {
            Toast.makeText(this, "This is no link of a development server: $text", Toast.LENGTH_LONG).show()
        }
        finish()
    }
}
