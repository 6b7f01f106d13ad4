package app.kinline.journey

import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import app.kinline.MainActivity
import app.kinline.ffi.Action
import app.kinline.ffi.ButtonStyle
import app.kinline.ffi.DeviceCheck
import app.kinline.ffi.Language
import app.kinline.ffi.Part
import app.kinline.ffi.Permission
import app.kinline.ffi.Permissions
import app.kinline.ffi.PhotoKind
import app.kinline.ffi.Place
import app.kinline.ffi.Screen
import app.kinline.ffi.ScreenName
import app.kinline.ffi.View
import app.kinline.support.Looks
import app.kinline.support.Office
import app.kinline.support.Server
import app.kinline.support.TestApplication
import org.json.JSONObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import java.time.Instant

/**
 * Every screen that a family can meet, from the real core and the real server, photographed in every look. It takes minutes:
 * `cargo xtask gallery` and `cargo xtask test --slow` run it, other tests do not.
 */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApplication::class)
class TourTest {
    @get:Rule val rule = createAndroidComposeRule<MainActivity>()

    private val app get() = RuntimeEnvironment.getApplication() as TestApplication
    private lateinit var family: Family
    private val thumb get() = family.thumb
    private val prisoner: JSONObject get() = Server.prisoner
    private val establishment: String get() = prisoner.getString("establishment")

    @After
    fun end() = app.onTerminate()

    @Test
    fun `every screen, in English`() = tour(Language.ENGLISH, "Nia", "tour-en")

    @Test
    fun `every screen, in Welsh`() = tour(Language.WELSH, "Catrin", "tour-cy")

    private fun tour(
        language: Language,
        name: String,
        album: String,
    ) {
        family = Family(rule, app, language, name, album)
        family.register()
        proveIdentity(name)
        family.agree()
        addPeople()
        Office.readsRequests(establishment)
        book()
        answer(name)
        give()
        waitForATime()
        prepare()
        val looks = Looks(rule, app.hardware)
        assertEquals(emptyList<String>(), thumb.seen.flatMap { (what, screen) -> looks.draw(screen, "$album/$what") })
    }

    /** Five times the document cannot be read; then it is seen another way. */
    private fun proveIdentity(name: String) {
        family.enterIdentity()
        family.takePhoto(PhotoKind.DOCUMENT_FRONT, asks = true)
        family.takePhoto(PhotoKind.PORTRAIT, asks = false)
        lateinit var case: String
        repeat(ATTEMPTS) { attempt ->
            thumb.taps { it == Action.SubmitIdentity }
            sees(ScreenName.IDENTITY_STATUS, "identity-sent-$attempt")
            case = Office.rejectIdentity(name)
            app.phone.send(Action.Refresh)
            sees(ScreenName.IDENTITY_STATUS, "identity-rejected-$attempt", ::isNew)
            if (attempt < ATTEMPTS - 1) {
                tapsPrimary()
                sees(ScreenName.IDENTITY_PHOTOS, "identity-one-photo-again-$attempt")
                family.takePhoto(PhotoKind.DOCUMENT_FRONT, asks = false)
            }
        }
        Office.hasSeenIdentity(case)
        family.identityApproved()
        family.back(ScreenName.HOME)
    }

    /** The person in prison, a child, a relative who comes along, somebody invited; and an invitation by others. */
    private fun addPeople() {
        app.phone.send(Action.Open(Place.AddContact))
        sees(ScreenName.ADD_CONTACT, "add-contact-empty")
        thumb.taps(family::submits)
        sees(ScreenName.ADD_CONTACT, "add-contact-wrong", ::isWrong)
        family.back(ScreenName.HOME)
        family.addPerson()
        opens(Place.AddChild, ScreenName.ADD_CHILD)
        thumb.taps(family::submits)
        sees(ScreenName.ADD_CHILD, "add-child-wrong", ::isWrong)
        thumb.types("given_names", "Mali")
        thumb.types("family_name", "Example")
        thumb.typesDate("2", "4", "2019")
        thumb.chooses("relationship", "parent")
        thumb.chooses("i_am_responsible", "yes")
        thumb.taps(family::submits)
        sees(ScreenName.PEOPLE, "people-child")
        opens(Place.PrepareChild, ScreenName.PREPARE_CHILD)
        opens(Place.AddCompanion, ScreenName.ADD_COMPANION)
        opens(Place.Invite, ScreenName.INVITE)
        thumb.types("name", "Megan")
        thumb.taps(family::submits)
        sees(ScreenName.PEOPLE, "people-invited")
        app.phone.send(Action.OpenLink(Office.invitation(establishment)))
        sees(ScreenName.INVITATION, "invitation") { offers(it) { action -> action == Action.AcceptInvitation } }
        thumb.taps { it == Action.DeclineInvitation }
    }

    /** Two times are asked for, with the child; the establishment asks whether others would do. */
    private fun book() {
        val booking = asks()
        Office.offer(establishment, booking, Office.times(prisoner).take(2))
        app.phone.send(Action.Refresh)
        sees(ScreenName.BOOKING, "booking-other-times") { offers(it) { action -> action is Action.AcceptTime } }
        thumb.taps { it is Action.AcceptTime }
        sees(ScreenName.BOOKING, "booking-booked") { screen -> offers(screen) { it is Action.ChangeBooking } }
        thumb.taps { it is Action.ChangeBooking }
        sees(ScreenName.SLOTS, "slots-to-change") { (it.view as View.Slots).v1.days.isNotEmpty() }
        thumb.taps { it is Action.ChooseSlot }
        sees(ScreenName.CONFIRM_BOOKING, "confirm-change")
    }

    private fun asks(): String {
        opens(Place.People, ScreenName.PEOPLE)
        thumb.taps { it is Action.BookWith }
        sees(ScreenName.SLOTS, "slots") { (it.view as View.Slots).v1.days.isNotEmpty() }
        thumb.taps { it is Action.ChooseSlot }
        sees(ScreenName.CONFIRM_BOOKING, "confirm-one-choice")
        thumb.taps { it == Action.ChooseMore }
        sees(ScreenName.SLOTS, "slots-another-choice") { (it.view as View.Slots).v1.days.isNotEmpty() }
        val first =
            (thumb.screen.view as View.Slots)
                .v1.days
                .last()
                .slots
                .last()
                .action
        app.phone.send(first)
        sees(ScreenName.CONFIRM_BOOKING, "confirm-two-choices")
        thumb.taps { it is Action.SetGuest && it.comes }
        sees(ScreenName.CONFIRM_BOOKING, "confirm-with-child")
        thumb.taps { it == Action.RequestBooking }
        sees(ScreenName.BOOKING, "booking-asked-for") { offers(it) { action -> action is Action.CancelBooking } }
        return lastAction<Action.CancelBooking>().v1
    }

    /** The person in prison asks; the establishment books for somebody who telephones. */
    private fun answer(name: String) {
        val asked = Office.prisonerAsks(prisoner, name, Office.times(prisoner).takeLast(3))
        opens(Place.Home, ScreenName.HOME)
        app.phone.send(Action.Refresh)
        sees(ScreenName.HOME, "home-asked") { screen -> offers(screen) { it == Action.Open(Place.Booking(asked)) } }
        app.phone.send(Action.Open(Place.Booking(asked)))
        sees(ScreenName.BOOKING, "booking-asked-by-them") { offers(it) { action -> action is Action.AcceptTime } }
        opens(Place.Settings, ScreenName.SETTINGS)
        val number = texts(thumb.screen).firstNotNullOf { Regex("\\b[A-Z0-9]{8}\\b").find(it)?.value }
        val telephoned = Office.booksByTelephone(prisoner, number)
        app.phone.send(Action.Refresh)
        app.phone.send(Action.Open(Place.Booking(telephoned)))
        sees(ScreenName.BOOKING, "booking-by-telephone") { offers(it) { action -> action == Action.CancelBooking(telephoned) } }
    }

    /** A call is given up. */
    private fun give() {
        thumb.taps { it is Action.CancelBooking }
        sees(ScreenName.CANCEL_BOOKING, "cancel")
        thumb.chooses("reason", "illness")
        thumb.taps(family::submits)
        sees(ScreenName.BOOKING, "booking-cancelled") { screen -> !offers(screen) { it is Action.CancelBooking } }
        opens(Place.Bookings, ScreenName.BOOKINGS)
    }

    /** What can be booked when, and waiting for a time. */
    private fun waitForATime() {
        opens(Place.People, ScreenName.PEOPLE)
        val contact = lastAction<Action.BookWith>().v1
        thumb.taps { it is Action.BookWith }
        sees(ScreenName.SLOTS, "slots-with-planner") { (it.view as View.Slots).v1.days.isNotEmpty() }
        opens(Place.Planner(contact), ScreenName.PLANNER)
        app.phone.send(Action.Back)
        opens(Place.WaitingList(contact), ScreenName.WAITING_LIST)
        thumb.taps(family::submits)
        sees(ScreenName.WAITING_LIST, "waiting-list-on-it") { screen -> offers(screen) { it is Action.StopWaiting } }
    }

    /** What prepares a call, and what a phone does not let the app do. */
    private fun prepare() {
        opens(Place.Establishments, ScreenName.ESTABLISHMENTS)
        thumb.taps { it is Action.ShowEstablishment }
        sees(ScreenName.ESTABLISHMENT, "establishment")
        opens(Place.Rehearsal, ScreenName.REHEARSAL) { screen -> screen.parts.any { it is Part.Rows } }
        val refused = Permissions(Permission.DENIED, Permission.DENIED, Permission.DENIED)
        app.phone.send(Action.PermissionsKnown(refused))
        opens(Place.Settings, ScreenName.SETTINGS) { screen -> offers(screen) { it == Action.OpenPhoneSettings } }
        val booked = Server.items("/v1/staff/bookings", Server.person("staff", establishment)).last { it.getJSONObject("status").getString("state") == "booked" }
        Office.setClock(Instant.parse(booked.getString("starts_at")).minusSeconds(600).toString())
        app.phone.send(Action.StartDeviceCheck(booked.getString("id")))
        sees(ScreenName.DEVICE_CHECK, "device-check")
        app.phone.send(Action.DeviceChecked(DeviceCheck(camera = false, microphone = false, loudspeaker = false)))
        sees(ScreenName.DEVICE_CHECK, "device-check-fails", ::isNew)
        val expired = Instant.parse(booked.getString("starts_at")).plusSeconds(TWO_YEARS_SECONDS)
        Office.setClock(expired.toString())
        app.phone.send(Action.Refresh)
        opens(Place.Home, ScreenName.HOME)
        app.phone.send(Action.Refresh)
        opens(Place.Identity, ScreenName.IDENTITY_STATUS)
    }

    private fun sees(
        name: ScreenName,
        what: String,
        wanted: (Screen) -> Boolean = { true },
    ) = thumb.sees(name, what, wanted)

    private fun opens(
        place: Place,
        name: ScreenName,
        wanted: (Screen) -> Boolean = { true },
    ) {
        app.phone.send(Action.Open(place))
        sees(name, "opened-${name.name.lowercase().replace('_', '-')}", wanted)
    }

    private fun tapsPrimary() {
        val button = buttons(thumb.screen).first { it.style == ButtonStyle.PRIMARY && it.enabled }
        thumb.tapsOn(button.label)
    }

    private fun buttons(screen: Screen) = screen.parts.filterIsInstance<Part.Actions>().flatMap { it.actions }

    private fun actions(screen: Screen) =
        buttons(screen).map { it.action } +
            screen.parts
                .filterIsInstance<Part.Rows>()
                .flatMap { it.rows }
                .mapNotNull { it.action } +
            screen.parts
                .filterIsInstance<Part.Choice>()
                .flatMap { it.v1.options }
                .mapNotNull { it.action }

    private inline fun <reified A : Action> lastAction(): A = actions(thumb.screen).filterIsInstance<A>().last()

    private fun offers(
        screen: Screen,
        wanted: (Action) -> Boolean,
    ) = actions(screen).any(wanted)

    private fun texts(screen: Screen) =
        screen.parts
            .filterIsInstance<Part.Rows>()
            .flatMap { it.rows }
            .mapNotNull { it.detail }

    /** Says something else than what was looked at before. */
    private fun isNew(screen: Screen) =
        screen.parts !=
            thumb.seen
                .last()
                .second.parts

    private fun isWrong(screen: Screen) =
        screen.parts.any { part -> (part as? Part.Field)?.v1?.error != null || (part as? Part.Choice)?.v1?.error != null }

    private companion object {
        /** As many as there are with photos. */
        const val ATTEMPTS = 5
        const val TWO_YEARS_SECONDS = 2L * 366 * 86_400
    }
}
