package app.kinline.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import app.kinline.Phone
import app.kinline.Shown
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.Language
import app.kinline.ffi.StartFailure
import app.kinline.ffi.platformWords
import app.kinline.ffi.startFailure
import app.kinline.ui.parts.ButtonOf
import app.kinline.ui.theme.KinlineTheme

/** The app: what the core shows, in Kinline's theme. */
@Composable
fun KinlineUi(phone: Phone) {
    val shown by phone.shown.collectAsStateWithLifecycle()
    KinlineTheme {
        when (val now = shown) {
            null -> Unit
            is Shown.Of -> ScreenView(now.screen, rememberWords(now.screen.language), phone::send)
            is Shown.Failure -> Surface(Modifier.fillMaxSize()) { Failure(now.failure, phone.language, phone::start) }
        }
    }
}

@Composable
private fun rememberWords(language: Language) = remember(language) { platformWords(language) }

/** The core could not start: what to do, and to try again. */
@Composable
private fun Failure(
    failure: StartFailure,
    language: Language,
    again: () -> Unit,
) {
    val words = rememberWords(language)
    Column(Modifier.safeDrawingPadding().padding(24.dp), Arrangement.spacedBy(16.dp)) {
        Text(words.cannotStart, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineMedium)
        Text(startFailure(failure, language), style = MaterialTheme.typography.bodyLarge)
        ButtonOf(ButtonStyle.PRIMARY, words.tryAgain, press = again)
    }
}
