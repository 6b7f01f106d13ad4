package app.kinline.ui

import android.content.pm.PackageManager
import androidx.activity.compose.LocalActivity
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.activity.result.contract.ActivityResultContracts
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.unit.dp
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LifecycleEventEffect
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.PlatformWords
import app.kinline.platform.PermissionBook
import app.kinline.platform.phoneSettings
import app.kinline.ui.parts.ButtonOf

/**
 * Shows the content when the permissions are there. Until then: why they are needed, and a button that asks; where the phone
 * will not ask again, one that opens its settings.
 */
@Composable
fun WithPermissions(
    permissions: List<String>,
    reason: String,
    words: PlatformWords,
    content: @Composable () -> Unit,
) {
    val context = LocalContext.current
    val activity = LocalActivity.current
    val book = remember(context) { PermissionBook(context) }

    fun granted() = permissions.all { context.checkSelfPermission(it) == PackageManager.PERMISSION_GRANTED }

    var allowed by remember { mutableStateOf(granted()) }
    var refused by rememberSaveable { mutableStateOf(false) }
    val ask =
        rememberLauncherForActivityResult(ActivityResultContracts.RequestMultiplePermissions()) {
            allowed = granted()
            refused = !allowed && permissions.none { activity?.shouldShowRequestPermissionRationale(it) == true }
            book.asked(permissions)
        }
    // It may have been given in the phone's settings meanwhile.
    LifecycleEventEffect(Lifecycle.Event.ON_RESUME) { allowed = granted() }
    if (allowed) return content()
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(16.dp)) {
        Text(reason, style = MaterialTheme.typography.bodyLarge)
        if (refused) {
            ButtonOf(ButtonStyle.PRIMARY, words.openSettings) { context.startActivity(phoneSettings(context)) }
        } else {
            ButtonOf(ButtonStyle.PRIMARY, words.allow) { ask.launch(permissions.toTypedArray()) }
        }
    }
}
