-- How many bytes have come is the length of the file, not a column: it is right after a crash too.
CREATE TABLE upload (
    id         TEXT PRIMARY KEY,
    account    TEXT NOT NULL REFERENCES account (id),
    length     INTEGER NOT NULL,
    metadata   TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- Set once the photo is checked and can be used.
    content_type TEXT
) STRICT;
CREATE INDEX upload_by_account ON upload (account);
