package app.kinline.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.interaction.MutableInteractionSource
import androidx.compose.foundation.interaction.collectIsFocusedAsState
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.draw.drawBehind
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import app.kinline.ffi.Field
import app.kinline.ffi.FieldKind
import app.kinline.ui.Stage
import app.kinline.ui.theme.LocalColours

/** A text to type: its label and hint stand above it, what is wrong directly at it. */
@Composable
fun FieldPart(
    field: Field,
    stage: Stage,
) {
    val typing = typing(field.kind)
    if (field.kind == FieldKind.DATE) {
        DateField(field, stage)
    } else {
        Wrong(field.error) {
            TextBox(stage.drafts.text(field), typing, field.error, { stage.drafts.type(field.id, it) }, stage::keep) {
                FieldWords(field, stage)
            }
        }
    }
}

/** Day, month and year, typed as numbers: nobody scrolls through a calendar to 1958. */
@Composable
private fun DateField(
    field: Field,
    stage: Stage,
) {
    val (year, month, day) = (stage.drafts.text(field).split("-") + listOf("", "", "")).take(3)

    fun type(
        year: String,
        month: String,
        day: String,
    ) {
        val none = (year + month + day).isEmpty()
        stage.drafts.type(field.id, if (none) "" else "$year-$month-$day")
    }
    Wrong(field.error) {
        FieldWords(field, stage)
        FlowRow(Modifier.padding(top = 4.dp), Arrangement.spacedBy(12.dp), Arrangement.spacedBy(8.dp)) {
            val words = stage.words
            NumberBox(words.day, day, 2, field.error, stage) { type(year, month, it) }
            NumberBox(words.month, month, 2, field.error, stage) { type(year, it, day) }
            NumberBox(words.year, year, 4, field.error, stage) { type(it, month, day) }
        }
    }
}

@Composable
private fun NumberBox(
    label: String,
    value: String,
    digits: Int,
    error: String?,
    stage: Stage,
    change: (String) -> Unit,
) {
    val changed = { text: String -> change(text.filter(Char::isDigit).take(digits)) }
    val typing =
        Typing(
            KeyboardOptions(keyboardType = KeyboardType.Number, imeAction = ImeAction.Next),
            width =
                with(LocalDensity.current) {
                    16.sp.toDp() *
                        (2.75f + 1.25f * digits)
                },
        )
    TextBox(value, typing, error, changed, stage::keep) {
        Text(label, style = MaterialTheme.typography.bodyLarge)
    }
}

@Composable
private fun FieldWords(
    field: Field,
    stage: Stage,
) {
    Words(field.label, field.hint, field.error, stage)
}

/** Label, hint and what is wrong: above a field or a choice. */
@Composable
internal fun Words(
    label: String,
    hint: String?,
    error: String?,
    stage: Stage,
) {
    val colours = LocalColours.current
    Text(label, style = MaterialTheme.typography.titleMedium)
    hint?.let { Text(it, color = colours.quiet, style = MaterialTheme.typography.bodyMedium) }
    error?.let {
        Text("${stage.words.error}: $it", color = colours.danger, fontWeight = FontWeight.SemiBold, style = MaterialTheme.typography.bodyMedium)
    }
}

/** What is wrong has a bar beside it: seen without colour too. */
@Composable
internal fun Wrong(
    error: String?,
    content: @Composable () -> Unit,
) {
    val danger = LocalColours.current.danger
    val bar =
        Modifier.drawBehind { drawRect(danger, size = Size(4.dp.toPx(), size.height)) }.padding(start = 16.dp)
    Column((if (error == null) Modifier else bar).fillMaxWidth(), Arrangement.spacedBy(4.dp)) { content() }
}

/** The words are inside the field, so that a tap on them begins to type, and a screen reader says them with it. */
@Composable
private fun TextBox(
    value: String,
    typing: Typing,
    error: String?,
    change: (String) -> Unit,
    left: () -> Unit,
    words: @Composable () -> Unit,
) {
    val colours = LocalColours.current
    val source = remember { MutableInteractionSource() }
    val focused by source.collectIsFocusedAsState()
    val edge =
        when {
            focused -> colours.button
            error != null -> colours.danger
            else -> colours.control
        }
    BasicTextField(
        value,
        change,
        typing.size
            .onFocusChanged { if (!it.isFocused) left() }
            .semantics(mergeDescendants = true) {
                typing.content?.let { contentType = it }
                error?.let { error(it) }
            },
        textStyle = MaterialTheme.typography.bodyLarge.copy(color = colours.text),
        keyboardOptions = typing.keyboard,
        singleLine = true,
        interactionSource = source,
        cursorBrush = SolidColor(colours.text),
    ) { inner ->
        Column {
            words()
            Box(
                Modifier
                    .padding(top = 4.dp)
                    .fillMaxWidth()
                    .heightIn(min = TOUCH)
                    .background(colours.page, BOX)
                    .border(if (focused) 3.dp else 2.dp, edge, BOX)
                    .padding(12.dp),
                Alignment.CenterStart,
            ) { inner() }
        }
    }
}

private class Typing(
    val keyboard: KeyboardOptions,
    val content: ContentType? = null,
    width: Dp? = null,
) {
    val size: Modifier = width?.let { Modifier.width(it) } ?: Modifier.fillMaxWidth()
}

/** Keyboard and autofill for what is typed. */
private fun typing(kind: FieldKind): Typing {
    val plain = KeyboardOptions(imeAction = ImeAction.Next)
    val exact = plain.copy(autoCorrectEnabled = false)
    val name = exact.copy(capitalization = KeyboardCapitalization.Words)
    return when (kind) {
        FieldKind.TEXT -> Typing(plain.copy(capitalization = KeyboardCapitalization.Sentences))
        FieldKind.EMAIL -> Typing(exact.copy(keyboardType = KeyboardType.Email), ContentType.EmailAddress)
        FieldKind.CODE -> Typing(exact.copy(keyboardType = KeyboardType.Number), ContentType.SmsOtpCode)
        FieldKind.GIVEN_NAMES -> Typing(name, ContentType.PersonFirstName)
        FieldKind.FAMILY_NAME -> Typing(name, ContentType.PersonLastName)
        FieldKind.DATE -> Typing(exact)
        FieldKind.CAPITALS -> Typing(exact.copy(capitalization = KeyboardCapitalization.Characters))
    }
}

private val BOX = RoundedCornerShape(8.dp)
