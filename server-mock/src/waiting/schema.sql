-- Who waits for a slot that is given back. What they wait for is JSON.
CREATE TABLE waiting (
    id            TEXT PRIMARY KEY,
    account       TEXT NOT NULL REFERENCES account (id),
    contact       TEXT NOT NULL UNIQUE REFERENCES contact (id),
    establishment TEXT NOT NULL REFERENCES establishment (id),
    wish          TEXT NOT NULL,
    since         TEXT NOT NULL
) STRICT;
CREATE INDEX waiting_by_place ON waiting (establishment, since, id);

-- What they were offered: nobody is offered the same start again.
CREATE TABLE waiting_offer (
    waiting   TEXT NOT NULL REFERENCES waiting (id) ON DELETE CASCADE,
    starts_at TEXT NOT NULL,
    hold      TEXT NOT NULL REFERENCES hold (id),
    PRIMARY KEY (waiting, starts_at)
) STRICT, WITHOUT ROWID;
