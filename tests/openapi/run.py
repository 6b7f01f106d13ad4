"""Odd requests to every endpoint of the API document, over HTTPS: no 5xx, and no answer that it does not name.

For each role a run over the endpoints that take it, with its token, and one without a token over all. What is sent
depends on the document and a fixed seed alone. KINLINE_MOCK names the server; SCHEMATHESIS the `st` command.
"""

import json
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
# They make the server fail, or everybody's token run out, on purpose.
ON_PURPOSE = {("post", "/v1/console/faults"), ("put", "/v1/console/clock")}
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def main(examples="6"):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        server = subprocess.Popen(
            [os.environ["KINLINE_MOCK"], "serve", "--listen", "127.0.0.1:0", "--data", folder / "data"]
            + ["--seed", "call-now", "--json"],
            stdout=subprocess.PIPE,
        )
        try:
            served = json.loads(server.stdout.readline())
            return run_all(folder, served, examples)
        finally:
            server.terminate()
            server.wait()


def run_all(folder, served, examples):
    context = ssl.create_default_context(cafile=served["certificate"])
    with urllib.request.urlopen(served["base"] + "/openapi.json", context=context) as answer:
        document = json.load(answer)
    tokens = {person["role"]: person["token"] for person in reversed(served["people"]) if person.get("token")}
    failed = []
    for role in [*tokens, None]:
        part = folder / f"{role}.json"
        part.write_text(json.dumps(of_role(document, role)))
        print(f"\n{role or 'nobody'}", flush=True)
        if run(part, served, tokens.get(role), "1" if role is None else examples) != 0:
            failed.append(role or "nobody")
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nNo 5xx, and no answer that the document does not name.")
    return len(failed)


def of_role(document, role):
    """The document with the endpoints that take this role; all of them for nobody."""
    paths = {}
    for path, item in document["paths"].items():
        takes = lambda method, of: role is None or {role: []} in of.get("security", [{role: []}])
        kept = {
            name: value
            for name, value in item.items()
            if name not in METHODS or (takes(name, value) and (name, path) not in ON_PURPOSE)
        }
        if METHODS & kept.keys():
            paths[path] = kept
    return {**document, "paths": paths}


def run(part, served, token, examples):
    command = [os.environ.get("SCHEMATHESIS", "st"), "run", part, "--url", served["base"]]
    # Who is refused before their body has come may find the connection closed: that is no answer, and asked again.
    command += ["--tls-verify", served["certificate"], "--request-timeout", "30", "--request-retries", "3"]
    command += ["--phases", "examples,coverage,fuzzing", "--checks", CHECKS, "--max-examples", examples]
    command += ["--seed", "1", "--generation-deterministic", "--no-shrink"]
    command += ["--suppress-health-check", "all", "--warnings", "off", "--no-color", "--continue-on-failure"]
    if token:
        command += ["--header", f"Authorization: Bearer {token}"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=part.parent, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
