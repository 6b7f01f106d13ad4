package app.kinline.support

import androidx.activity.ComponentActivity
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performSemanticsAction
import androidx.compose.ui.test.performTextReplacement
import app.kinline.Shown
import app.kinline.ffi.Action
import app.kinline.ffi.Part
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import app.kinline.ffi.platformWords
import org.junit.rules.TestRule

/** A person's thumb and eyes: taps what is on the screen, found by what a screen reader says. */
class Thumb<A : ComponentActivity>(
    private val rule: AndroidComposeTestRule<out TestRule, A>,
    private val app: TestApplication,
    private val album: String,
) {
    private var page = 0

    /** Everything that was typed, in its order. */
    val typed = mutableListOf<String>()

    /** Every screen that was looked at, with what it is called in the album. */
    val seen = mutableListOf<Pair<String, Screen>>()

    /** The screen that the core shows. */
    val screen: Screen get() = (app.phone.shown.value as Shown.Of).screen

    /** Waits for a screen of that name, photographs it, and gives it. */
    fun sees(
        name: ScreenName,
        what: String = name.name.lowercase().replace('_', '-'),
        wanted: (Screen) -> Boolean = { true },
    ): Screen {
        waits("$name") { screen.name == name && wanted(screen) && isOnGlass(screen.title) }
        photograph(what)
        seen += "%02d-$what".format(page) to screen
        return screen
    }

    fun photograph(what: String) {
        rule.waitForIdle()
        rule.runOnUiThread { rule.activity.currentFocus?.clearFocus() }
        rule.waitForIdle()
        page++
        Gallery.keep(rule.activity, "$album/%02d-$what".format(page))
    }

    /** Taps the first thing that sends an action as wanted. */
    fun taps(wanted: (Action) -> Boolean) {
        waits("something to tap") { words(screen, wanted)?.let(::tapped) ?: false }
    }

    /** Whether something on the screen sends that. */
    fun offers(action: Action): Boolean = words(screen) { it == action } != null

    /** Taps what has these words, or is described by them. */
    fun tapsOn(words: String) = waits("“$words”") { tapped(words) }

    /** Goes to what is described by these words. */
    fun finds(words: String) {
        node(hasContentDescription(words)).assertExists()
    }

    /** As a screen reader does: the thing itself is tapped. Not, where a newer screen has taken its place. */
    private fun tapped(words: String): Boolean {
        rule.waitForIdle()
        return try {
            node(hasTextOrDescription(words) and isEnabled() and TAPPABLE).performSemanticsAction(SemanticsActions.OnClick)
            true
        } catch (_: AssertionError) {
            false
        }
    }

    /** Types into the field whose words begin so. */
    fun types(
        id: String,
        text: String,
    ) {
        val field =
            screen.parts
                .filterIsInstance<Part.Field>()
                .first { it.v1.id == id }
                .v1
        node(hasText(field.label) and hasSetTextAction()).performTextReplacement(text)
        typed += text
    }

    /** Types a date into its three fields. */
    fun typesDate(
        day: String,
        month: String,
        year: String,
    ) {
        val words = platformWords(screen.language)
        node(hasText(words.day) and hasSetTextAction()).performTextReplacement(day)
        node(hasText(words.month) and hasSetTextAction()).performTextReplacement(month)
        node(hasText(words.year) and hasSetTextAction()).performTextReplacement(year)
    }

    /** Chooses an option of a choice by its value. */
    fun chooses(
        id: String,
        value: String,
    ) {
        val choice =
            screen.parts
                .filterIsInstance<Part.Choice>()
                .first { it.v1.id == id }
                .v1
        // One of many is in a list that opens first.
        if (node(hasText(choice.label)).fetchSemanticsNode().config.getOrNull(SemanticsProperties.Role) == Role.DropdownList) tapsOn(choice.label)
        tapsOn(choice.options.first { it.value == value }.label)
    }

    /** Waits until something is so, letting the app draw meanwhile. */
    fun waits(
        what: String,
        until: () -> Boolean,
    ) {
        try {
            rule.waitUntil(PATIENCE_MS) { until() }
        } catch (late: androidx.compose.ui.test.ComposeTimeoutException) {
            throw AssertionError("waited for $what, but there is ${app.phone.shown.value}", late)
        }
    }

    /** The glass can be behind the core: what a screen reader calls the screen says which is drawn. */
    private fun isOnGlass(title: String): Boolean {
        val pane = SemanticsMatcher.expectValue(SemanticsProperties.PaneTitle, title)
        return rule.onAllNodes(pane).fetchSemanticsNodes(atLeastOneRootRequired = false).isNotEmpty()
    }

    private fun node(matcher: SemanticsMatcher) =
        rule
            .onAllNodes(hasScrollToNodeAction())
            .let { lists ->
                if (lists.fetchSemanticsNodes().isNotEmpty()) lists[0].performScrollToNode(matcher)
                rule.onAllNodes(matcher)[0]
            }

    private fun hasTextOrDescription(words: String) = hasText(words) or hasContentDescription(words)

    private companion object {
        const val PATIENCE_MS = 60_000L
        val TAPPABLE = SemanticsMatcher.keyIsDefined(SemanticsActions.OnClick)
    }
}

/** What stands on the first thing of a screen that sends an action as wanted. */
private fun words(
    screen: Screen,
    wanted: (Action) -> Boolean,
): String? {
    val parts =
        screen.parts.asSequence().flatMap { part ->
            when (part) {
                is Part.Actions -> part.actions.filter { it.enabled }.map { it.label to it.action }
                is Part.Rows -> part.rows.mapNotNull { row -> row.action?.let { row.title to it } }
                is Part.Photo -> listOf(part.v1.action.label to part.v1.action.action)
                is Part.Choice -> part.v1.options.mapNotNull { option -> option.action?.let { option.label to it } }
                else -> emptyList()
            }
        }
    val view =
        when (val view = screen.view) {
            is View.Slots -> {
                view.v1.days
                    .flatMap { it.slots }
                    .map { it.accessible to it.action }
            }

            is View.Call -> {
                view.v1.controls.map { it.label to it.action }
            }

            is View.WaitingRoom -> {
                view.v1.controls.map { it.label to it.action }
            }

            else -> {
                emptyList()
            }
        }
    return (parts + view).firstOrNull { wanted(it.second) }?.first
}
