"""What the way between the core and Python costs, in one line of figures for `cargo xtask bench ffi`. The same as
`Bench.java`.

    python3 bench.py STORE    STORE/core and STORE/secrets as the core's own test keeps them
"""

import queue
import statistics
import sys
import time
from pathlib import Path

import kinline_ffi as kinline

ROUNDS = 2_000
UNIT = 4_096


class Secrets(kinline.SecureStore):
    def __init__(self, folder):
        self.folder = folder

    def get(self, name):
        file = self.folder / name
        return file.read_bytes() if file.exists() else None

    def set(self, name, secret):
        (self.folder / name).write_bytes(secret)


class Observer(kinline.ScreenObserver):
    def __init__(self):
        self.first = None
        self.screens = queue.SimpleQueue()

    def on_screen(self, screen):
        if self.first is None:
            self.first = time.perf_counter()
        else:
            self.screens.put(screen)

    def on_effect(self, effect):
        pass


def median(*steps):
    """Microseconds."""
    times = []
    for step in steps * (ROUNDS // len(steps)):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def resident():
    """Kilobytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


def main(store):
    config = kinline.Config(
        server="https://127.0.0.1:1", trust=kinline.Trust.PLATFORM(), data_dir=str(store / "core"),
        language=kinline.Language.ENGLISH, time_zone="Europe/London",
    )
    before = resident()
    observer = Observer()
    start = time.perf_counter()
    app = kinline.App(config, Secrets(store / "secrets"), observer)
    cold = (observer.first - start) * 1e3
    memory = resident() - before

    def in_language(language):
        def change():
            app.send(kinline.Action.SET_LANGUAGE(language))
            observer.screens.get()

        return change

    update = median(in_language(kinline.Language.WELSH), in_language(kinline.Language.ENGLISH))
    out = median(app.screen)
    photo = kinline.Action.PHOTO_TAKEN(kind=kinline.PhotoKind.PORTRAIT, bytes=bytes(UNIT))
    into = median(lambda: app.send(photo))
    app.shutdown()
    print(f"{cold:.2f} {update:.1f} {into:.1f} {out:.1f} {memory}")


main(Path(sys.argv[1]))
