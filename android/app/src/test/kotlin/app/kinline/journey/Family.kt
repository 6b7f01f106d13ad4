package app.kinline.journey

import android.Manifest
import android.content.Intent
import android.media.AudioManager
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import androidx.lifecycle.Lifecycle
import androidx.test.ext.junit.rules.ActivityScenarioRule
import app.kinline.MainActivity
import app.kinline.ffi.Action
import app.kinline.ffi.Form
import app.kinline.ffi.Language
import app.kinline.ffi.Part
import app.kinline.ffi.PhotoKind
import app.kinline.ffi.Place
import app.kinline.ffi.ScreenName
import app.kinline.ffi.Tone
import app.kinline.ffi.View
import app.kinline.ffi.platformWords
import app.kinline.platform.call.CallService
import app.kinline.support.Office
import app.kinline.support.Server
import app.kinline.support.StandIn
import app.kinline.support.TestApplication
import app.kinline.support.Thumb
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ServiceController

/** Somebody of a family with the app, step by step, with the real core and the real server. */
class Family(
    private val rule: AndroidComposeTestRule<ActivityScenarioRule<MainActivity>, MainActivity>,
    private val app: TestApplication,
    private val language: Language,
    private val name: String,
    album: String,
) {
    val thumb = Thumb(rule, app, album)
    private val address = "$album@example.org"

    fun register() {
        thumb.sees(ScreenName.WELCOME, "welcome-first")
        thumb.taps { it == Action.SetLanguage(language) }
        thumb.sees(ScreenName.WELCOME) { it.language == language }
        thumb.taps { it !is Action.SetLanguage }
        thumb.sees(ScreenName.REGISTER)
        thumb.types("email", "nobody")
        thumb.taps(::submits)
        thumb.sees(ScreenName.REGISTER, "register-wrong") { screen -> screen.parts.any { (it as? Part.Field)?.v1?.error != null } }
        thumb.types("email", address)
        thumb.taps(::submits)
        thumb.sees(ScreenName.ENTER_CODE)
        thumb.types("code", Server.code(address))
        thumb.taps(::submits)
        thumb.sees(ScreenName.HOME, "home-new")
    }

    fun proveIdentity() {
        enterIdentity()
        takePhoto(PhotoKind.DOCUMENT_FRONT, asks = true)
        takePhoto(PhotoKind.PORTRAIT, asks = false)
        thumb.taps { it == Action.SubmitIdentity }
        thumb.sees(ScreenName.IDENTITY_STATUS)
        Office.approveIdentity(name)
        identityApproved()
        back(ScreenName.HOME)
    }

    fun identityApproved() {
        app.phone.send(Action.Refresh)
        thumb.sees(ScreenName.IDENTITY_STATUS, "identity-approved") { screen -> screen.parts.any { (it as? Part.Notice)?.tone == Tone.GOOD } }
    }

    fun enterIdentity() {
        thumb.taps { it == Action.Open(Place.Identity) }
        thumb.sees(ScreenName.IDENTITY_DETAILS)
        thumb.types("given_names", name)
        thumb.types("family_name", "Example")
        thumb.typesDate("29", "2", "1984")
        thumb.photograph("identity-details-typed")
        thumb.taps(::submits)
        thumb.sees(ScreenName.IDENTITY_DOCUMENT)
        thumb.chooses("document", "passport")
        thumb.taps(::submits)
        thumb.sees(ScreenName.IDENTITY_PHOTOS)
    }

    fun takePhoto(
        kind: PhotoKind,
        asks: Boolean,
    ) {
        val words = platformWords(thumb.screen.language)
        thumb.taps { it == Action.TakePhoto(kind) }
        thumb.sees(ScreenName.CAMERA, if (asks) "camera-permission" else "camera-portrait")
        if (asks) {
            thumb.tapsOn(words.allow)
            allow(Manifest.permission.CAMERA)
            thumb.photograph("camera-document")
        }
        thumb.tapsOn(words.takePhoto)
        // A gradient is no good photo of anything: the phone says so, and it is used as it is.
        thumb.waits("the photo, or advice") { thumb.screen.name == ScreenName.IDENTITY_PHOTOS || thumb.offers(Action.KeepPhoto(kind)) }
        if (thumb.screen.name == ScreenName.PHOTO_CHECK) {
            thumb.sees(ScreenName.PHOTO_CHECK, "photo-check-${kind.name.lowercase().replace('_', '-')}")
            val own = thumb.screen.parts.firstNotNullOf { it as? Part.OwnPhoto }
            thumb.finds(own.description)
            thumb.taps { it == Action.KeepPhoto(kind) }
        }
        thumb.sees(ScreenName.IDENTITY_PHOTOS, "identity-photos-${kind.name.lowercase().replace('_', '-')}") { screen ->
            screen.parts.filterIsInstance<Part.Photo>().any { it.v1.kind == kind && it.v1.status.tone == Tone.GOOD }
        }
    }

    /** The person says yes in the phone's own dialogue, and the app is seen again. */
    fun allow(vararg permissions: String) {
        shadowOf(app).grantPermissions(*permissions)
        rule.activityRule.scenario.moveToState(Lifecycle.State.STARTED)
        rule.activityRule.scenario.moveToState(Lifecycle.State.RESUMED)
        rule.waitForIdle()
    }

    fun agree() {
        thumb.taps { it == Action.Open(Place.Policy) }
        thumb.sees(ScreenName.POLICY)
        thumb.taps { it is Action.AgreeToPolicy }
        thumb.waits("the agreement") { thumb.screen.parts.none { part -> part is Part.Actions && part.actions.any { it.action is Action.AgreeToPolicy } } }
        back(ScreenName.HOME)
    }

    fun addPerson(): String {
        thumb.taps { it == Action.Open(Place.AddContact) }
        thumb.sees(ScreenName.ADD_CONTACT)
        val prisoner = Server.prisoner
        val establishment = prisoner.getString("establishment")
        thumb.chooses("establishment", establishment)
        thumb.types("prisoner_number", prisoner.getString("number"))
        thumb.types("given_names", prisoner.getString("given_names"))
        thumb.types("family_name", prisoner.getString("family_name"))
        val (year, month, day) = prisoner.getString("date_of_birth").split("-")
        thumb.typesDate(day, month, year)
        thumb.taps(::submits)
        thumb.sees(ScreenName.PEOPLE)
        Office.approveContact(establishment, "$name Example")
        app.phone.send(Action.Refresh)
        thumb.waits("the approval") { thumb.screen.parts.any { part -> part is Part.Rows && part.rows.any { it.status?.tone == Tone.GOOD } } }
        thumb.sees(ScreenName.PEOPLE, "people-approved")
        return establishment
    }

    fun book(establishment: String): String {
        thumb.taps { it is Action.BookWith }
        thumb.sees(ScreenName.SLOTS) { (it.view as View.Slots).v1.days.isNotEmpty() }
        thumb.taps { it is Action.ChooseSlot }
        thumb.sees(ScreenName.CONFIRM_BOOKING)
        thumb.taps { it == Action.RequestBooking }
        thumb.sees(ScreenName.BOOKING, "booking-requested")
        Office.acceptBookings(establishment)
        app.phone.send(Action.Refresh)
        thumb.sees(ScreenName.BOOKING, "booking-booked") { screen -> screen.parts.any { (it as? Part.Notice)?.tone == Tone.GOOD } }
        thumb.waits("reminders") { shadowOf(app.getSystemService(android.app.AlarmManager::class.java)).scheduledAlarms.isNotEmpty() }
        return Server.items("/v1/staff/bookings", Server.person("staff", establishment)).last().getString("id")
    }

    /** Tries out the camera: the core looks at it and says what it sees. */
    fun rehearse() {
        app.phone.send(Action.Open(Place.Rehearsal))
        thumb.sees(ScreenName.REHEARSAL, "rehearsal") { screen -> screen.parts.any { it is Part.Notice && it.tone != Tone.WAITING } }
        thumb.taps { it == Action.Back }
        thumb.sees(ScreenName.BOOKING, "booking-again")
    }

    fun call(
        establishment: String,
        booking: String,
    ) {
        val details = Server.items("/v1/staff/bookings", Server.person("staff", establishment)).first { it.getString("id") == booking }
        Office.setClock(
            java.time.Instant
                .parse(details.getString("starts_at"))
                .minusSeconds(600)
                .toString(),
        )
        app.phone.send(Action.Refresh)
        val words = platformWords(thumb.screen.language)
        thumb.taps { it is Action.StartDeviceCheck }
        thumb.sees(ScreenName.DEVICE_CHECK, "device-check-permissions")
        thumb.tapsOn(words.allow)
        allow(Manifest.permission.CAMERA, Manifest.permission.RECORD_AUDIO)
        thumb.photograph("device-check")
        thumb.tapsOn(words.playSound)
        assertEquals(1, app.soft.probe.played)
        thumb.tapsOn(words.heard)
        thumb.sees(ScreenName.DEVICE_CHECK, "device-check-done") { screen -> screen.parts.any { part -> part is Part.Rows && part.rows.all { it.status?.tone == Tone.GOOD } } }
        thumb.taps { it is Action.JoinCall }
        val service = serviceOfTheCall()
        thumb.sees(ScreenName.WAITING_ROOM) { (it.view as View.WaitingRoom).v1.people.isNotEmpty() }
        val (call, token) = Office.laptopCall(establishment, booking)
        Office.setPortrait(Server.prisoner)
        Office.laptop(call, token).use {
            Office.setClock(details.getString("starts_at"))
            talk(establishment, call, it)
        }
        service.destroy()
        assertNull(app.phone.media())
    }

    /** The system starts a service that an app asks for. */
    private fun serviceOfTheCall(): ServiceController<CallService> {
        lateinit var asked: Intent
        thumb.waits("the service") { shadowOf(app).nextStartedService?.also { asked = it } != null }
        return Robolectric.buildService(CallService::class.java, asked).create().startCommand(0, 1)
    }

    private fun talk(
        establishment: String,
        call: String,
        laptop: StandIn,
    ) {
        thumb.sees(ScreenName.CALL, "call-connecting")
        val pictures = app.soft.pictures
        val first = picture { pictures.newest(it) }
        thumb.photograph("call")
        thumb.waits("another picture") { mids().firstNotNullOfOrNull(pictures::newest)?.sameAs(first) == false }
        thumb.waits("a voice") {
            app.soft.sound.heard
                .get() > 0
        }
        assertTrue(
            "pictures were sent",
            app.soft.eye.sent
                .get() > 0,
        )
        val words = platformWords(thumb.screen.language)
        thumb.tapsOn(words.moveOwnPicture)
        thumb.tapsOn(words.switchCamera)
        assertEquals(1, app.soft.eye.switched)
        Office.pause(establishment, call)
        thumb.sees(ScreenName.CALL, "call-paused") { (it.view as View.Call).v1.cover != null }
        Office.resume(establishment, call)
        thumb.sees(ScreenName.CALL, "call-again") { (it.view as View.Call).v1.cover == null }
        Office.stranger(laptop, sits = true)
        thumb.waits("a stranger to be seen") { Office.pauses(establishment, call) == listOf("face") }
        thumb.sees(ScreenName.CALL, "call-paused-by-a-face") { (it.view as View.Call).v1.cover != null }
        assertTrue("what was seen of them is gone", mids().isEmpty() && pictures.isEmpty)
        Office.stranger(laptop, sits = false)
        thumb.sees(ScreenName.CALL) { (it.view as View.Call).v1.cover == null }
        picture { pictures.newest(it) }
        thumb.photograph("call-without-the-stranger")
        telephone(establishment, call)
        thumb.taps { it is Action.SetMicrophone }
        thumb.sees(ScreenName.CALL, "call-muted") { !(it.view as View.Call).v1.microphone }
        thumb.taps { it == Action.LeaveCall }
        thumb.sees(ScreenName.CALL_ENDED)
        thumb.waits("the service's end") { shadowOf(app).nextStoppedService != null }
    }

    /** The telephone rings, is taken, and hung up. */
    private fun telephone(
        establishment: String,
        call: String,
    ) {
        val focus = shadowOf(app.getSystemService(AudioManager::class.java)).lastAudioFocusRequest!!.listener
        focus.onAudioFocusChange(AudioManager.AUDIOFOCUS_LOSS_TRANSIENT)
        thumb.sees(ScreenName.CALL, "call-telephone") { (it.view as View.Call).v1.cover != null }
        assertTrue("the visit falls silent", app.soft.sound.resting)
        thumb.waits("the others to read it") { Office.isBusy(establishment, call) }
        // The server forgets it with the line on which it was said: on another line it is said again.
        val comings = Office.comings(call)
        app.phone.send(Action.NetworkChanged(online = true))
        thumb.waits("another line") { Office.comings(call) > comings }
        thumb.waits("the others to read it again") { Office.isBusy(establishment, call) }
        focus.onAudioFocusChange(AudioManager.AUDIOFOCUS_GAIN)
        thumb.sees(ScreenName.CALL, "call-after-telephone") { (it.view as View.Call).v1.cover == null }
        assertFalse("the visit is heard again", app.soft.sound.resting)
    }

    /** What the core logged on the way names nobody. */
    fun checkLog() {
        val lines = app.log.map { "${it.part}: ${it.text}" }
        assertTrue("it logs what it does", lines.any { "answered" in it })
        // A code is figures alone: those may be in an id.
        val words = thumb.typed.filter { text -> text.any(Char::isLetter) } + "Example"
        for (word in words) assertEquals(word, emptyList<String>(), lines.filter { it.contains(word, ignoreCase = true) })
    }

    private fun <T> picture(of: (String) -> T?): T {
        thumb.waits("a picture") { mids().any { of(it) != null } }
        return mids().firstNotNullOf(of)
    }

    private fun mids() = ((thumb.screen.view as? View.Call)?.v1?.people.orEmpty()).flatMap { it.mids }

    fun back(to: ScreenName) {
        val words = platformWords(thumb.screen.language)
        while (thumb.screen.name != to) {
            val before = thumb.screen.name
            thumb.tapsOn(words.back)
            thumb.waits("going back") { thumb.screen.name != before }
        }
        thumb.sees(to)
    }

    fun submits(action: Action) = action is Action.Submit && action.form in Form.entries
}
