CREATE TABLE upload (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    length     INTEGER NOT NULL,
    metadata   TEXT NOT NULL,
    kind       TEXT,
    expires_at TEXT NOT NULL,
    finished   INTEGER NOT NULL DEFAULT 0
) STRICT;
