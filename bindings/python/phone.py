"""A phone in Python: what the two apps do, in the smallest form."""

import tempfile
import threading

import kinline_ffi as kinline

PATIENCE = 60


class Secrets(kinline.SecureStore):
    """A secure store that forgets with the process."""

    def __init__(self):
        self.secrets = {}

    def get(self, name):
        return self.secrets.get(name)

    def set(self, name, secret):
        self.secrets[name] = secret


class Observer(kinline.ScreenObserver):
    """Keeps the screen that is shown, and every effect."""

    def __init__(self):
        self.changed = threading.Condition()
        self.screen = None
        self.effects = []

    def on_screen(self, screen):
        with self.changed:
            self.screen = screen
            self.changed.notify_all()

    def on_effect(self, effect):
        with self.changed:
            self.effects.append(effect)
            self.changed.notify_all()


class Lines(kinline.LogSink):
    """Keeps every line of the core's log."""

    def __init__(self):
        self.changed = threading.Condition()
        self.lines = []

    def on_line(self, line):
        with self.changed:
            self.lines.append(line)
            self.changed.notify_all()


class Phone:
    """The core, a person's thumbs and eyes."""

    def __init__(self, server, certificate, language=kinline.Language.ENGLISH):
        self.folder = tempfile.TemporaryDirectory(prefix="kinline-phone-")
        self.secrets = Secrets()
        self.observer = Observer()
        self.typed = []
        config = kinline.Config(
            server=server,
            trust=kinline.Trust.CERTIFICATE(pem=certificate),
            data_dir=self.folder.name,
            language=language,
            time_zone="Europe/London",
        )
        self.app = kinline.App(config, self.secrets, self.observer)

    def see(self, what, wanted):
        """Waits until `wanted(observer)` gives something, and gives it."""
        with self.observer.changed:
            if not self.observer.changed.wait_for(lambda: wanted(self.observer), PATIENCE):
                raise AssertionError(f"waited for {what}, but the phone shows {self.observer.screen}")
            return wanted(self.observer)

    def shows(self, name):
        """Waits for a screen, and gives it."""
        return self.see(name, lambda seen: seen.screen if seen.screen and seen.screen.name == name else None)

    def tap(self, wanted):
        """Taps the first thing on the screen whose action is wanted, when it is there."""
        self.app.send(self.see("something to tap", lambda seen: next(filter(wanted, actions(seen.screen)), None)))

    def submit(self, form, **values):
        """Fills a form in and sends it."""
        self.typed += values.values()
        typed = [kinline.FieldValue(field=field, value=value) for field, value in values.items()]
        self.app.send(kinline.Action.SUBMIT(form=form, values=typed))

    def close(self):
        self.app.shutdown()
        self.folder.cleanup()


def actions(screen):
    """Every action that a screen offers, from top to bottom."""
    if screen is None:
        return
    for part in screen.parts:
        if part.is_ACTIONS():
            yield from (button.action for button in part.actions if button.enabled)
        elif part.is_ROWS():
            yield from (row.action for row in part.rows if row.action)
        elif part.is_PHOTO():
            yield part[0].action.action
    if screen.view.is_SLOTS():
        yield from (slot.action for day in screen.view[0].days for slot in day.slots)


def words(screen):
    """What stands on a screen: its title, notices and rows."""
    said = [screen.title]
    for part in screen.parts:
        if part.is_NOTICE():
            said += [part.title, part.text]
        elif part.is_ROWS():
            said += [text for row in part.rows for text in (row.title, row.detail) if text]
    return " ".join(said)
