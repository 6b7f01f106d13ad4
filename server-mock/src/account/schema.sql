CREATE TABLE account (
    id             TEXT PRIMARY KEY,
    email          TEXT NOT NULL UNIQUE,
    language       TEXT NOT NULL,
    visitor_number TEXT NOT NULL UNIQUE,
    created_at     TEXT NOT NULL
) STRICT;

CREATE TABLE registration (
    id         TEXT PRIMARY KEY,
    email      TEXT NOT NULL,
    language   TEXT NOT NULL,
    code_hash  BLOB NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    asked_at   TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX registration_by_email ON registration (email, asked_at);

CREATE TABLE device (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    public_key BLOB NOT NULL,
    added_at   TEXT NOT NULL,
    UNIQUE (account, public_key)
) STRICT;

CREATE TABLE challenge (
    id         TEXT PRIMARY KEY,
    device     TEXT NOT NULL REFERENCES device (id),
    nonce      TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

-- People and laptops who sign in with a code on a page. A laptop's id is its laptop id.
CREATE TABLE worker (
    id            TEXT PRIMARY KEY,
    role          TEXT NOT NULL CHECK (role IN ('reviewer', 'staff', 'laptop', 'developer')),
    name          TEXT NOT NULL,
    establishment TEXT,
    code          TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE token (
    hash       BLOB PRIMARY KEY,
    role       TEXT NOT NULL,
    holder     TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
