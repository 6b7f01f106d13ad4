package app.kinline.platform

import android.view.WindowManager.LayoutParams
import androidx.activity.ComponentActivity
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.lifecycleScope
import androidx.lifecycle.repeatOnLifecycle
import app.kinline.Shown
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/**
 * While faces or documents are on the screen, nobody takes a picture of it, neither by hand nor in the list of apps; and in
 * a call it stays lit.
 */
fun ComponentActivity.secureWhileInCall(shown: Flow<Shown?>) {
    val screens = shown.map { (it as? Shown.Of)?.screen }
    lifecycleScope.launch {
        repeatOnLifecycle(Lifecycle.State.CREATED) {
            launch { screens.map(::isPrivate).distinctUntilChanged().collect { flag(LayoutParams.FLAG_SECURE, it) } }
            launch { screens.map { isCall(it?.view) }.distinctUntilChanged().collect { flag(LayoutParams.FLAG_KEEP_SCREEN_ON, it) } }
        }
    }
}

private fun isCall(view: View?) = view is View.Call || view is View.WaitingRoom

private fun isPrivate(screen: Screen?) = isCall(screen?.view) || screen?.view is View.Camera || screen?.name in CAMERA_ABOVE

/** Screens of parts with one's own picture above. */
private val CAMERA_ABOVE = setOf(ScreenName.DEVICE_CHECK, ScreenName.REHEARSAL)

private fun ComponentActivity.flag(
    flag: Int,
    on: Boolean,
) = if (on) window.addFlags(flag) else window.clearFlags(flag)
