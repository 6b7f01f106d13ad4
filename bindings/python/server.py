"""The mock server as a child process, and what staff and developers do on it."""

import json
import os
import ssl
import subprocess
import tempfile
import urllib.request
import uuid


class Server:
    """`kinline-mock serve --seed demo`, until `stop()`."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="kinline-")
        self.process = subprocess.Popen(
            [os.environ["KINLINE_MOCK"], "serve", "--listen", "127.0.0.1:0", "--data", self.folder.name, "--seed", "demo", "--json"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.facts = json.loads(self.process.stdout.readline())
        self.base = self.facts["base"]
        with open(self.facts["certificate"], encoding="ascii") as file:
            self.certificate = file.read()
        self.trust = ssl.create_default_context(cadata=self.certificate)

    def person(self, role, establishment=None):
        """A seeded person of a role."""
        return next(
            person
            for person in self.facts["people"]
            if person["role"] == role and establishment in (None, person.get("establishment"))
        )

    def ask(self, method, path, person, body=None):
        """A request as somebody; the JSON of the answer."""
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "authorization": f"Bearer {person['token']}",
                "content-type": "application/json",
                "idempotency-key": str(uuid.uuid4()),
            },
        )
        with urllib.request.urlopen(request, context=self.trust) as reply:
            text = reply.read()
        return json.loads(text) if text else None

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()
