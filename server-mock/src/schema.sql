-- What belongs to no feature. All times are text, RFC 3339 in UTC with milliseconds.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Answers that were given, sealed: see idempotency.rs.
CREATE TABLE answer (
    name        BLOB PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    sealed      BLOB NOT NULL,
    given_at    TEXT NOT NULL
) STRICT;
CREATE INDEX answer_by_age ON answer (given_at);

CREATE TABLE mail (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    sent_at TEXT NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX mail_by_address ON mail (address);
