"""A third client of the core: registers, proves who she is, and books a call, through the generated bindings."""

import re
import struct
import tempfile
import unittest
import zlib

import kinline_ffi as kinline
from kinline_ffi import Action, Form, PhotoKind, Place, ScreenName
from phone import Lines, Observer, Phone, Secrets, actions, words
from server import Server

EMAIL = "mair.example@example.org"


class Journey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.log = Lines()
        kinline.start_logging(kinline.LogLevel.DEBUG, self.log)
        self.addCleanup(kinline.stop_logging)
        self.phone = Phone(self.server.base, self.server.certificate)
        self.addCleanup(self.phone.close)

    def test_from_the_welcome_to_a_confirmed_booking(self):
        self.register()
        self.prove_identity()
        self.agree_to_the_policy()
        prisoner = self.add_the_person_in_prison()
        self.book(prisoner)
        self.check_log()

    def check_log(self):
        """What the core logged on the way names nobody."""
        kinline.stop_logging()
        lines = [f"{line.part}: {line.text}" for line in self.log.lines]
        self.assertTrue(any("answered" in line for line in lines), "it logs what it does")
        # A code is figures alone: those may be in an id. An establishment is no person.
        typed = {word for word in self.phone.typed if re.search("[a-z]", word) or "-" in word}
        self.assertIn(EMAIL, typed)
        for word in typed | {"Mair", "Example"}:
            self.assertEqual([], [line for line in lines if word.lower() in line.lower()], word)

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
            phone.see("the photo, or advice about it", lambda seen: photographed(seen.screen, kind))
            # A gradient is no good photo of anything: it is used as it is.
            if phone.observer.screen.name == ScreenName.PHOTO_CHECK:
                phone.tap(lambda action: action.is_KEEP_PHOTO())
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

    def start(self, secrets, observer, trust=kinline.Trust.PLATFORM()):
        config = kinline.Config(
            server="https://127.0.0.1:9", trust=trust, data_dir=self.enterContext(temporary()),
            language=kinline.Language.WELSH, time_zone="Europe/London",
        )
        return kinline.App(config, secrets, observer)

    def test_a_secure_store_that_throws_is_locked_whatever_it_throws_and_wherever(self):
        def failing(method, error):
            def fail(self, *_):
                raise error

            return type("Failing", (Secrets,), {method: fail})()

        for error in (kinline.PlatformError.Failed(reason="locked"), ValueError("what?"), KeyError("secret")):
            for method in ("get", "set"):
                with self.subTest(method=method, error=error), self.assertRaises(kinline.AppError.Locked):
                    self.start(failing(method, error), Observer())

    def test_an_observer_that_throws_does_not_stop_the_core(self):
        class Throwing(Observer):
            def on_screen(self, screen):
                super().on_screen(screen)
                raise ValueError("no window")

            def on_effect(self, effect):
                super().on_effect(effect)
                raise kinline.PlatformError.Failed(reason="no sheet")

        observer = Throwing()
        app = self.start(Secrets(), observer)
        self.addCleanup(app.shutdown)
        app.send(Action.OPEN_PHONE_SETTINGS())
        app.send(Action.SET_LANGUAGE(kinline.Language.ENGLISH))
        with observer.changed:
            english = lambda: observer.effects and observer.screen.language == kinline.Language.ENGLISH
            self.assertTrue(observer.changed.wait_for(english, 60))

    def test_a_log_that_throws_hears_the_next_line_too(self):
        class Throwing(Lines):
            def on_line(self, line):
                super().on_line(line)
                raise ValueError("no disk")

        class Failing(Observer):
            def on_screen(self, screen):
                raise ValueError("no window: Mair")

        log = Throwing()
        kinline.start_logging(kinline.LogLevel.ERROR, log)
        self.addCleanup(kinline.stop_logging)
        app = self.start(Secrets(), Failing())
        self.addCleanup(app.shutdown)
        for language in (kinline.Language.ENGLISH, kinline.Language.WELSH):
            app.send(Action.SET_LANGUAGE(language))
        with log.changed:
            self.assertTrue(log.changed.wait_for(lambda: len(log.lines) > 1, 60))
        for line in log.lines:
            self.assertEqual(line.level, kinline.LogLevel.ERROR)
            self.assertIn("the observer failed", line.text)
            self.assertNotIn("Mair", line.text)

    def test_a_server_is_known_by_a_fingerprint_and_what_is_none_is_said(self):
        link = kinline.read_server_link(f"kinline-debug://127.0.0.1:9/{'ab' * 32}")
        self.assertEqual(link.server, "https://127.0.0.1:9")
        self.assertIsNone(kinline.read_server_link("https://127.0.0.1:9/"))
        self.start(Secrets(), Observer(), trust=kinline.Trust.FINGERPRINT(link.sha256)).shutdown()
        with self.assertRaises(kinline.AppError.Configuration):
            self.start(Secrets(), Observer(), trust=kinline.Trust.FINGERPRINT("none"))

    def test_a_configuration_that_is_none_says_which(self):
        config = kinline.Config(
            server="not an address", trust=kinline.Trust.PLATFORM(), data_dir=self.enterContext(temporary()),
            language=kinline.Language.ENGLISH, time_zone="Europe/London",
        )
        with self.assertRaises(kinline.AppError.Configuration) as caught:
            kinline.App(config, Secrets(), Observer())
        self.assertIn("server", caught.exception.reason)


def photographed(screen, kind):
    """Whether a photo was taken, or the phone asks whether it shall be used."""
    kept = any(action.is_KEEP_PHOTO() for action in actions(screen))
    return kept or screen.name == ScreenName.IDENTITY_PHOTOS


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
