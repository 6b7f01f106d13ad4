package app.kinline.platform

import android.Manifest
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.provider.Settings
import androidx.activity.ComponentActivity
import androidx.activity.result.contract.ActivityResultContracts
import androidx.lifecycle.lifecycleScope
import app.kinline.ffi.Permission
import app.kinline.ffi.Permissions
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch

/** What the phone lets the app do, and what it was asked: Android itself does not remember that. */
class PermissionBook(
    private val context: Context,
) {
    private val asked = context.getSharedPreferences("permissions", Context.MODE_PRIVATE)

    fun known() = Permissions(of(Manifest.permission.CAMERA), of(Manifest.permission.RECORD_AUDIO), notifications())

    /** The person was asked for these. */
    fun asked(permissions: List<String>) {
        asked.edit().apply { permissions.forEach { putBoolean(it, true) } }.apply()
    }

    /** Before Android 13 notifications need no permission. */
    private fun notifications() = if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) Permission.GRANTED else of(Manifest.permission.POST_NOTIFICATIONS)

    private fun of(permission: String): Permission =
        when {
            context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED -> Permission.GRANTED
            asked.getBoolean(permission, false) -> Permission.DENIED
            else -> Permission.NOT_ASKED
        }
}

/** Asks whether reminders may be shown, once, as soon as there is something to be reminded of: its screen says so. */
fun ComponentActivity.askForReminders(planned: Flow<Boolean>) {
    if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
    val permission = Manifest.permission.POST_NOTIFICATIONS
    val book = PermissionBook(this)
    val ask = registerForActivityResult(ActivityResultContracts.RequestPermission()) { book.asked(listOf(permission)) }
    lifecycleScope.launch {
        planned.first { it }
        if (book.known().notifications == Permission.NOT_ASKED) ask.launch(permission)
    }
}

/** The phone's own settings of this app. */
fun phoneSettings(context: Context): Intent =
    Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null))
        .addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
