package app.kinline.ui.call

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import app.kinline.ffi.CallPerson
import app.kinline.ffi.Cover
import app.kinline.platform.LocalHardware
import app.kinline.ui.Stage
import app.kinline.ui.Title
import app.kinline.ui.parts.Clock
import app.kinline.ui.parts.PartView
import app.kinline.ui.parts.StatusTag
import app.kinline.ui.theme.LocalColours
import app.kinline.ffi.CallView as CallData

/** The call: the person in prison large, oneself small, time left, and what one can do. */
@Composable
fun CallView(
    call: CallData,
    stage: Stage,
) {
    BoxWithConstraints(Modifier.fillMaxSize().background(Color.Black)) {
        if (maxWidth > maxHeight) {
            Row(Modifier.fillMaxSize().safeDrawingPadding()) {
                Stage(call, stage, Modifier.weight(1f).fillMaxHeight())
                Side(call, stage, Modifier.width(SIDE).fillMaxHeight())
            }
        } else {
            Column(Modifier.fillMaxSize().safeDrawingPadding()) {
                Stage(call, stage, Modifier.fillMaxWidth().weight(1f))
                Side(call, stage, Modifier.fillMaxWidth())
            }
        }
    }
}

/** The pictures, and what covers them. */
@Composable
private fun Stage(
    call: CallData,
    stage: Stage,
    modifier: Modifier,
) {
    Box(modifier) {
        val (first, others) = call.people.firstOrNull() to call.people.drop(1)
        first?.let { Somebody(it, stage, Modifier.fillMaxSize()) }
        Column(Modifier.padding(8.dp).align(Alignment.TopStart), Arrangement.spacedBy(8.dp)) {
            others.filter { it.mids.isNotEmpty() }.forEach { Somebody(it, stage, Modifier.small()) }
        }
        call.cover?.let { Covered(it) }
        OwnPicture(call.camera, stage)
    }
}

/** Somebody's picture, with their name; where there is no picture, their name alone. */
@Composable
private fun Somebody(
    person: CallPerson,
    stage: Stage,
    modifier: Modifier,
) {
    val pictures = LocalHardware.current.pictures
    Box(modifier.semantics(mergeDescendants = true) { }) {
        Column(Modifier.align(Alignment.Center).padding(24.dp), horizontalAlignment = Alignment.CenterHorizontally) {
            Text(person.name, color = Color.White, textAlign = TextAlign.Center, style = MaterialTheme.typography.headlineMedium)
            val none = if (person.mids.isEmpty()) person.status.text else stage.words.noPicture
            Text(none, color = Color.White, textAlign = TextAlign.Center, style = MaterialTheme.typography.bodyLarge)
        }
        person.mids.forEach { mid -> pictures.Picture(mid, Modifier.fillMaxSize().semantics { contentDescription = person.name }) }
    }
}

/** Covers the pictures: why the call stands still, and what ends that; said at once. */
@Composable
private fun BoxScope.Covered(cover: Cover) {
    Column(
        Modifier
            .matchParentSize()
            .background(Color.Black)
            .verticalScroll(rememberScrollState())
            .padding(24.dp)
            .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Assertive },
        Arrangement.spacedBy(8.dp, Alignment.CenterVertically),
    ) {
        Text(cover.title, Modifier.semantics { heading() }, Color.White, style = MaterialTheme.typography.headlineMedium)
        Text(cover.text, color = Color.White, style = MaterialTheme.typography.bodyLarge)
    }
}

/** Time, line and buttons: below the pictures, or beside them. */
@Composable
private fun Side(
    call: CallData,
    stage: Stage,
    modifier: Modifier,
) {
    val colours = LocalColours.current
    Column(
        modifier
            .clip(RoundedCornerShape(topStart = 16.dp, topEnd = 16.dp))
            .background(colours.page)
            .verticalScroll(rememberScrollState())
            .padding(16.dp),
        Arrangement.spacedBy(12.dp),
    ) {
        Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween, Alignment.CenterVertically) {
            StatusTag(call.status, Modifier.semantics { liveRegion = LiveRegionMode.Polite })
            Left(call)
        }
        call.line?.let { StatusTag(it, Modifier.semantics { liveRegion = LiveRegionMode.Polite }) }
        stage.screen.parts.forEach { PartView(it, stage) }
        Controls(call, stage)
    }
}

/** Before the call: oneself, who is here, and when it begins. */
@Composable
fun WaitingRoomView(
    call: CallData,
    stage: Stage,
) {
    val colours = LocalColours.current
    Column(
        Modifier
            .fillMaxSize()
            .safeDrawingPadding()
            .verticalScroll(rememberScrollState())
            .padding(16.dp),
        Arrangement.spacedBy(16.dp),
        Alignment.CenterHorizontally,
    ) {
        Column(Modifier.width(WIDEST).fillMaxWidth(), Arrangement.spacedBy(16.dp)) {
            Title(stage.screen)
            OwnFrame(call.camera, stage, Modifier.fillMaxWidth())
            Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween, Alignment.CenterVertically) {
                StatusTag(call.status, Modifier.semantics { liveRegion = LiveRegionMode.Polite })
                Text(call.leftAccessible, color = colours.quiet, style = MaterialTheme.typography.bodyLarge)
            }
            stage.screen.parts.forEach { PartView(it, stage) }
            call.people.forEach { person ->
                Row(
                    Modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
                    Arrangement.SpaceBetween,
                    Alignment.CenterVertically,
                ) {
                    Text(person.name, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium)
                    StatusTag(person.status)
                }
            }
            Controls(call, stage)
        }
    }
}

/** For eyes a clock; for screen readers the words of the core. */
@Composable
private fun Left(call: CallData) {
    Clock(
        call.leftMs,
        call.running,
        Modifier.clearAndSetSemantics { contentDescription = call.leftAccessible },
    )
}

private val SIDE = 320.dp
private val WIDEST = 600.dp
