-- Who is asked to come along. Only the token's hash is kept. Once accepted it is a companion.
CREATE TABLE invitation (
    id          TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES account (id),
    name        TEXT NOT NULL,
    token       BLOB NOT NULL UNIQUE,
    invited_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    accepted_by TEXT REFERENCES account (id)
) STRICT;
CREATE INDEX invitation_by_account ON invitation (account);

-- What the family calls a companion whose identity is not approved yet.
ALTER TABLE companion ADD COLUMN called TEXT;

-- Children: the details as JSON.
CREATE TABLE child (
    id       TEXT PRIMARY KEY,
    account  TEXT NOT NULL REFERENCES account (id),
    details  TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX child_by_account ON child (account);
