package app.kinline.ui

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.LinearGradient
import android.graphics.Paint
import android.graphics.Shader
import app.kinline.ffi.Action
import app.kinline.ffi.Button
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.CallPerson
import app.kinline.ffi.CallView
import app.kinline.ffi.Choice
import app.kinline.ffi.ChoiceOption
import app.kinline.ffi.Field
import app.kinline.ffi.FieldKind
import app.kinline.ffi.Form
import app.kinline.ffi.Language
import app.kinline.ffi.Live
import app.kinline.ffi.Part
import app.kinline.ffi.PhotoKind
import app.kinline.ffi.PhotoRequest
import app.kinline.ffi.Picture
import app.kinline.ffi.Place
import app.kinline.ffi.Row
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.Status
import app.kinline.ffi.Tone
import app.kinline.ffi.View
import java.io.ByteArrayOutputStream

/** Every part and every state of it, on screens that the core could give. */
internal object Samples {
    val call =
        CallView(
            status = Status(Tone.GOOD, "Live"),
            leftMs = 754_000UL,
            running = true,
            leftAccessible = "12 minutes left",
            cover = null,
            people = listOf(CallPerson("00000000-0000-0000-0000-000000000003", "Thomas Example", Status(Tone.GOOD, "In the call"), listOf("0"))),
            microphone = true,
            camera = true,
            line = Status(Tone.ATTENTION, "Weak line: the picture may be small or stand still"),
            controls =
                listOf(
                    Button("Switch microphone off", Action.SetMicrophone(false), ButtonStyle.SECONDARY, true),
                    Button("Switch camera off", Action.SetCamera(false), ButtonStyle.SECONDARY, true),
                    Button("Leave", Action.LeaveCall, ButtonStyle.DANGER, true),
                ),
        )

    private fun field(
        id: String,
        kind: FieldKind,
        error: String? = null,
    ) = Part.Field(Field(id, "Field $id", "How to fill it in", kind, "", error))

    /** Of many colours. */
    val ownPhoto = Part.OwnPhoto(gradient(width = 240, height = 320), "The photo that you took")

    private val option = ChoiceOption("a", "Bronwen Example", "Your sister", true, Action.Refresh)

    val parts =
        Screen(
            ScreenName.HOME,
            Language.WELSH,
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
            true,
            listOf(
                Part.Heading("A heading"),
                Part.Text("A paragraph with a long word: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch."),
                Part.Notice(Tone.PROBLEM, "There is a problem", "What to do next", Live.ASSERTIVE),
                Part.Notice(Tone.WAITING, "With us", "You need do nothing", Live.POLITE),
                field("email", FieldKind.EMAIL, "This is not an email address"),
                field("born", FieldKind.DATE),
                Part.Choice(Choice("who", "Who comes along?", "Up to three", true, listOf(option, option.copy(value = "b", label = "Ifan", selected = false)), null)),
                Part.Choice(
                    Choice("which", "Which one?", null, false, listOf(option.copy(action = null), option.copy(value = "b", action = null, selected = false)), "Choose one"),
                ),
                Part.Rows(
                    "A list",
                    listOf(Row("Tells", "A detail", Status(Tone.GOOD, "Works"), null), Row("Leads", null, Status(Tone.PROBLEM, "Does not work"), Action.Open(Place.Home))),
                ),
                Part.Photo(
                    PhotoRequest(
                        PhotoKind.PORTRAIT,
                        "Your face",
                        listOf("Good light", "Alone"),
                        Status(Tone.ATTENTION, "Not taken yet"),
                        "Too dark",
                        Button("Photograph it", Action.TakePhoto(PhotoKind.PORTRAIT), ButtonStyle.PRIMARY, true),
                    ),
                ),
                Part.Progress("Sending", 3UL, 4UL),
                Part.Countdown("Kept for you", "9 minutes are left", 581_000UL),
                ownPhoto,
                Part.Picture(Picture.THEIR_ROOM, "Somebody at a laptop in a plain room"),
                Part.Actions(
                    listOf(
                        Button("Go on", Action.Submit(Form.REGISTER, emptyList()), ButtonStyle.PRIMARY, true),
                        Button("Later", Action.Refresh, ButtonStyle.SECONDARY, false),
                        Button("Cancel it", Action.Back, ButtonStyle.DANGER, true),
                        Button("All calls", Action.Open(Place.Bookings), ButtonStyle.LINK, true),
                    ),
                ),
            ),
            View.Parts,
        )

    private val places = List(13) { ChoiceOption("e${it + 1}", "Place ${it + 1}", null, it == 1, null) }

    /** One of many: a list on demand. */
    val many =
        parts.copy(
            title = "Where",
            parts =
                listOf(
                    Part.Choice(Choice("where", "Establishment", "Where the person is", false, places, "Choose one")),
                    Part.Actions(listOf(Button("Go on", Action.Submit(Form.CONTACT, emptyList()), ButtonStyle.PRIMARY, true))),
                ),
        )

    val calling = parts.copy(name = ScreenName.CALL, title = "Call with Thomas Example", canGoBack = false, parts = emptyList(), view = View.Call(call))
}

private fun gradient(
    width: Int,
    height: Int,
): ByteArray {
    val photo = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    val paint = Paint().apply { shader = LinearGradient(0f, 0f, width.toFloat(), height.toFloat(), Color.BLUE, Color.YELLOW, Shader.TileMode.CLAMP) }
    Canvas(photo).drawPaint(paint)
    return ByteArrayOutputStream().also { photo.compress(Bitmap.CompressFormat.JPEG, JPEG_QUALITY, it) }.toByteArray()
}

private const val JPEG_QUALITY = 90
