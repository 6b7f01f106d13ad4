package app.kinline.ui

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.key
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.intl.LocaleList
import androidx.compose.ui.unit.dp
import androidx.lifecycle.Lifecycle
import androidx.lifecycle.compose.LifecycleEventEffect
import app.kinline.ffi.Action
import app.kinline.ffi.Language
import app.kinline.ffi.Part
import app.kinline.ffi.PlatformWords
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import app.kinline.ui.call.CallView
import app.kinline.ui.call.WaitingRoomView
import app.kinline.ui.camera.CameraView
import app.kinline.ui.check.DeviceCheckView
import app.kinline.ui.check.RehearsalView
import app.kinline.ui.parts.BackButton
import app.kinline.ui.parts.PartView
import app.kinline.ui.slots.slotDays

/** What every view needs beside what it shows. */
class Stage(
    val screen: Screen,
    val words: PlatformWords,
    val drafts: Drafts,
    private val sink: (Action) -> Unit,
) {
    /** Sends an action; a form's with what stands in its fields. */
    fun send(action: Action) = sink(drafts.complete(action, screen))

    /** Keeps what was typed so far. */
    fun keep() {
        drafts.keep(screen)?.let(sink)
    }
}

/** Draws any screen: a new one of known parts needs no new code. */
@Composable
fun ScreenView(
    screen: Screen,
    words: PlatformWords,
    send: (Action) -> Unit,
) {
    val stage = Stage(screen, words, rememberDrafts(screen.name), send)
    LifecycleEventEffect(Lifecycle.Event.ON_STOP) { stage.keep() }
    BackHandler(screen.canGoBack) { send(Action.Back) }
    Surface(Modifier.fillMaxSize().semantics { paneTitle = screen.title }) {
        key(screen.name) {
            when (val view = screen.view) {
                is View.Parts -> PartsView(stage, above = { check(stage) })
                is View.Slots -> PartsView(stage, below = { slotDays(view.v1, stage) })
                is View.Camera -> CameraView(view.v1, stage)
                is View.WaitingRoom -> WaitingRoomView(view.v1, stage)
                is View.Call -> CallView(view.v1, stage)
            }
        }
    }
}

/** What the phone alone can do: the check before a call, and one's own camera; their screens say what was found. */
private fun LazyListScope.check(stage: Stage) {
    when (stage.screen.name) {
        ScreenName.DEVICE_CHECK -> item { DeviceCheckView(stage) }
        ScreenName.REHEARSAL -> item { RehearsalView(stage) }
        else -> Unit
    }
}

/** Title, parts, and what a view adds above or below them; wide screens keep lines short. */
@Composable
fun PartsView(
    stage: Stage,
    above: LazyListScope.() -> Unit = {},
    below: LazyListScope.() -> Unit = {},
) {
    val list = rememberLazyListState()
    val parts = stage.screen.parts
    val wrong = parts.indexOfFirst(::isWrong)
    // What is wrong is brought into sight; the same mistake again is a new list of parts, and is shown again.
    LaunchedEffect(parts) { if (wrong >= 0) list.animateScrollToItem(wrong + ABOVE) }
    Box(Modifier.fillMaxSize().safeDrawingPadding().imePadding(), Alignment.TopCenter) {
        LazyColumn(
            Modifier.widthIn(max = WIDEST).fillMaxWidth(),
            list,
            PaddingValues(16.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            item { if (stage.screen.canGoBack) BackButton(stage.words.back) { stage.send(Action.Back) } }
            item { Title(stage.screen) }
            // What explains the screen stays at its top.
            val words = parts.takeWhile { it is Part.Text || it is Part.Notice }.size
            parts.forEachIndexed { index, part ->
                if (index == words) above()
                item { PartView(part, stage, parts.getOrNull(index - 1)) }
            }
            if (words == parts.size) above()
            below()
        }
    }
}

/** The screen's heading. */
@Composable
fun Title(screen: Screen) {
    Text(
        screen.title,
        Modifier.fillMaxWidth().semantics { heading() },
        style = MaterialTheme.typography.headlineMedium.copy(localeList = locales(screen.language)),
    )
}

/** The language of the words, for hyphens and voices. */
fun locales(language: Language): LocaleList =
    when (language) {
        Language.ENGLISH -> LocaleList("en-GB")
        Language.WELSH -> LocaleList("cy-GB")
    }

private fun isWrong(part: Part): Boolean =
    when (part) {
        is Part.Field -> part.v1.error != null
        is Part.Choice -> part.v1.error != null
        else -> false
    }

/** Back and title stand above the parts. */
private const val ABOVE = 2

private val WIDEST = 600.dp
