package app.kinline.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.Stable
import androidx.compose.runtime.mutableStateMapOf
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.rememberSaveable
import app.kinline.ffi.Action
import app.kinline.ffi.Choice
import app.kinline.ffi.Field
import app.kinline.ffi.FieldValue
import app.kinline.ffi.Form
import app.kinline.ffi.Part
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName

/** What is being typed and chosen on one screen, until it is sent. The core's values show through where nothing was touched. */
@Stable
class Drafts(
    typed: Map<String, String> = emptyMap(),
) {
    private val typed = mutableStateMapOf<String, String>().apply { putAll(typed) }

    fun text(field: Field): String = typed[field.id] ?: field.value

    fun type(
        id: String,
        value: String,
    ) {
        typed[id] = value
    }

    /** The value of the chosen option of a choice that is part of a form. */
    fun chosen(choice: Choice): String? = typed[choice.id] ?: choice.options.firstOrNull { it.selected }?.value

    /** What stands in every field and choice of a screen. */
    fun values(screen: Screen): List<FieldValue> =
        screen.parts.mapNotNull { part ->
            when (part) {
                is Part.Field -> FieldValue(part.v1.id, text(part.v1))
                is Part.Choice -> chosen(part.v1)?.let { FieldValue(part.v1.id, it) }
                else -> null
            }
        }

    /** The action of a button, completed with what stands on the screen. */
    fun complete(
        action: Action,
        screen: Screen,
    ): Action = if (action is Action.Submit) Action.Submit(action.form, values(screen)) else action

    /** What to send so that nothing typed is lost; nothing where the screen has no form. */
    fun keep(screen: Screen): Action? = if (typed.isEmpty()) null else form(screen)?.let { Action.KeepDraft(it, values(screen)) }

    companion object {
        /** Survives the activity and the process. */
        internal val SAVER: Saver<Drafts, *> =
            Saver<Drafts, HashMap<String, String>>({ HashMap(it.typed) }, { Drafts(it) })
    }
}

/** The drafts of a screen: another screen begins with none. */
@Composable
fun rememberDrafts(screen: ScreenName): Drafts = rememberSaveable(screen, saver = Drafts.SAVER) { Drafts() }

private fun form(screen: Screen): Form? =
    screen.parts
        .filterIsInstance<Part.Actions>()
        .flatMap { it.actions }
        .firstNotNullOfOrNull { (it.action as? Action.Submit)?.form }
