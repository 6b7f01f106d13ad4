"""A third client of the core: registers, proves who she is, and books a call, through the generated bindings."""

import re
import struct
import tempfile
import unittest
import zlib

import kinline_ffi as kinline
from kinline_ffi import Action, Form, PhotoKind, Place, ScreenName
from phone import Phone, Secrets, Observer, words
from server import Server

EMAIL = "mair.example@example.org"


class Journey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.phone = Phone(self.server.base, self.server.certificate)
        self.addCleanup(self.phone.close)

    def test_from_the_welcome_to_a_confirmed_booking(self):
        self.register()
        self.prove_identity()
        self.agree_to_the_policy()
        prisoner = self.add_the_person_in_prison()
        self.book(prisoner)

    def register(self):
        phone = self.phone
        phone.shows(ScreenName.WELCOME)
        phone.tap(lambda action: True)
        phone.shows(ScreenName.REGISTER)
        phone.submit(Form.REGISTER, email="not an address")
        phone.see("what is wrong", lambda seen: any(part.is_FIELD() and part[0].error for part in seen.screen.parts))
        phone.submit(Form.REGISTER, email=EMAIL)
        phone.shows(ScreenName.ENTER_CODE)
        phone.submit(Form.CODE, code=self.mailed_code())
        phone.shows(ScreenName.HOME)
        self.assertTrue(phone.secrets.secrets, "the device key is in the secure store")

    def mailed_code(self):
        mails = self.server.ask("GET", f"/v1/console/mails?to={EMAIL}", self.server.person("developer"))["items"]
        return re.search(r"\b\d{6}\b", mails[0]["body"]).group()

    def prove_identity(self):
        phone = self.phone
        phone.app.send(Action.OPEN(Place.IDENTITY()))
        phone.shows(ScreenName.IDENTITY_DETAILS)
        phone.submit(Form.IDENTITY_DETAILS, given_names="Mair", family_name="Example", date_of_birth="1984-02-29")
        phone.shows(ScreenName.IDENTITY_DOCUMENT)
        phone.submit(Form.IDENTITY_DOCUMENT, document="passport")
        phone.shows(ScreenName.IDENTITY_PHOTOS)
        for kind in (PhotoKind.DOCUMENT_FRONT, PhotoKind.PORTRAIT):
            phone.app.send(Action.TAKE_PHOTO(kind))
            phone.shows(ScreenName.CAMERA)
            phone.app.send(Action.PHOTO_TAKEN(kind=kind, bytes=drawn_photo()))
            phone.shows(ScreenName.IDENTITY_PHOTOS)
        phone.tap(lambda action: action.is_SUBMIT_IDENTITY())
        phone.shows(ScreenName.IDENTITY_STATUS)
        self.review()

    def review(self):
        reviewer = self.server.person("reviewer")
        cases = self.server.ask("GET", "/v1/review/cases", reviewer)["items"]
        case = next(case for case in cases if case["submission"]["given_names"] == "Mair")
        self.server.ask("POST", f"/v1/review/cases/{case['id']}/decision", reviewer, {"decision": "approve"})
        self.phone.app.send(Action.REFRESH())

    def agree_to_the_policy(self):
        self.phone.app.send(Action.OPEN(Place.POLICY()))
        self.phone.shows(ScreenName.POLICY)
        self.phone.tap(lambda action: action.is_AGREE_TO_POLICY())

    def add_the_person_in_prison(self):
        phone = self.phone
        prisoner = dict(self.server.facts["prisoners"][0])
        prisoner["prisoner_number"] = prisoner.pop("number")
        staff = self.server.person("staff", prisoner["establishment"])
        phone.app.send(Action.OPEN(Place.ADD_CONTACT()))
        phone.shows(ScreenName.ADD_CONTACT)
        phone.submit(Form.CONTACT, **prisoner)
        phone.shows(ScreenName.PEOPLE)
        requests = self.server.ask("GET", "/v1/staff/contacts", staff)["items"]
        request = next(request for request in requests if request["visitor"] == "Mair Example")
        self.server.ask("POST", f"/v1/staff/contacts/{request['contact']['id']}/decision", staff, {"decision": "approve"})
        phone.app.send(Action.REFRESH())
        return prisoner

    def book(self, prisoner):
        phone = self.phone
        phone.tap(lambda action: action.is_BOOK_WITH())
        phone.shows(ScreenName.SLOTS)
        phone.tap(lambda action: action.is_CHOOSE_SLOT())
        phone.shows(ScreenName.CONFIRM_BOOKING)
        phone.tap(lambda action: action.is_REQUEST_BOOKING())
        screen = phone.shows(ScreenName.BOOKING)
        self.assertRegex(words(screen), r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
        self.assertIn(prisoner["given_names"], words(screen))
        self.accept_if_asked(prisoner)
        phone.see("that it is booked", lambda seen: any(part.is_NOTICE() and part.tone == kinline.Tone.GOOD for part in seen.screen.parts))
        phone.see("reminders", lambda seen: any(e.is_SET_REMINDERS() and e[0] for e in seen.effects))
        phone.tap(lambda action: action.is_SHARE_CALENDAR())
        file = phone.see("the calendar file", lambda seen: next((e for e in seen.effects if e.is_SHARE_FILE()), None))
        self.assertIn(b"BEGIN:VEVENT", file.bytes)

    def accept_if_asked(self, prisoner):
        staff = self.server.person("staff", prisoner["establishment"])
        bookings = self.server.ask("GET", "/v1/staff/bookings", staff)["items"]
        for booking in (booking for booking in bookings if booking["status"]["state"] == "requested"):
            self.server.ask("POST", f"/v1/staff/bookings/{booking['id']}/decision", staff, {"decision": "accept"})
        self.phone.app.send(Action.REFRESH())


class ForeignFailures(unittest.TestCase):
    """What the platform throws becomes an error that the app can act on, or a line in the log: never a panic."""

    def start(self, secrets, observer):
        config = kinline.Config(
            server="https://127.0.0.1:9", trust=kinline.Trust.PLATFORM(), data_dir=self.enterContext(temporary()),
            language=kinline.Language.WELSH, time_zone="Europe/London",
        )
        return kinline.App(config, secrets, observer)

    def test_a_locked_secure_store_says_try_again(self):
        class Locked(Secrets):
            def get(self, name):
                raise kinline.PlatformError.Failed(reason="locked")

        with self.assertRaises(kinline.AppError.Locked):
            self.start(Locked(), Observer())

    def test_an_undeclared_exception_says_try_again_too(self):
        class Broken(Secrets):
            def get(self, name):
                raise ValueError("what?")

        with self.assertRaises(kinline.AppError.Locked):
            self.start(Broken(), Observer())

    def test_an_observer_that_throws_does_not_stop_the_core(self):
        class Throwing(Observer):
            def on_screen(self, screen):
                super().on_screen(screen)
                raise ValueError("no window")

        observer = Throwing()
        app = self.start(Secrets(), observer)
        self.addCleanup(app.shutdown)
        app.send(Action.SET_LANGUAGE(kinline.Language.ENGLISH))
        with observer.changed:
            english = lambda: observer.screen.language == kinline.Language.ENGLISH
            self.assertTrue(observer.changed.wait_for(english, 60))

    def test_a_configuration_that_is_none_says_which(self):
        config = kinline.Config(
            server="not an address", trust=kinline.Trust.PLATFORM(), data_dir=self.enterContext(temporary()),
            language=kinline.Language.ENGLISH, time_zone="Europe/London",
        )
        with self.assertRaises(kinline.AppError.Configuration) as caught:
            kinline.App(config, Secrets(), Observer())
        self.assertIn("server", caught.exception.reason)


def temporary():
    return tempfile.TemporaryDirectory(prefix="kinline-phone-")


def drawn_photo(width=640, height=480):
    """A PNG of a soft gradient: nobody's document."""
    rows = b"".join(
        b"\0" + bytes(value for x in range(width) for value in (x * 255 // width, y * 255 // height, 128)) for y in range(height)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


if __name__ == "__main__":
    unittest.main()
