-- A slot kept for one family. A hold that was given back, replaced or booked has ended.
CREATE TABLE hold (
    id            TEXT PRIMARY KEY,
    account       TEXT NOT NULL REFERENCES account (id),
    contact       TEXT NOT NULL REFERENCES contact (id),
    prisoner      TEXT NOT NULL REFERENCES prisoner (id),
    establishment TEXT NOT NULL REFERENCES establishment (id),
    laptop        TEXT NOT NULL REFERENCES worker (id),
    month         TEXT NOT NULL,
    starts_at     TEXT NOT NULL,
    ends_at       TEXT NOT NULL,
    free_at       TEXT NOT NULL,
    expires_at    TEXT NOT NULL,
    ended         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX hold_once ON hold (account) WHERE NOT ended;
CREATE INDEX hold_by_time ON hold (establishment, free_at);
CREATE INDEX hold_by_prisoner ON hold (prisoner);

CREATE TABLE booking (
    id            TEXT PRIMARY KEY,
    reference     TEXT NOT NULL UNIQUE,
    sequence      INTEGER NOT NULL DEFAULT 0,
    call          TEXT NOT NULL UNIQUE,
    account       TEXT NOT NULL REFERENCES account (id),
    contact       TEXT NOT NULL REFERENCES contact (id),
    prisoner      TEXT NOT NULL REFERENCES prisoner (id),
    establishment TEXT NOT NULL REFERENCES establishment (id),
    laptop        TEXT NOT NULL REFERENCES worker (id),
    month         TEXT NOT NULL,
    starts_at     TEXT NOT NULL,
    ends_at       TEXT NOT NULL,
    free_at       TEXT NOT NULL,
    asked_at      TEXT NOT NULL,
    status        TEXT NOT NULL,
    state         TEXT NOT NULL GENERATED ALWAYS AS (status ->> 'state') STORED
) STRICT;
CREATE INDEX booking_by_time ON booking (establishment, free_at);
CREATE INDEX booking_by_start ON booking (starts_at);
CREATE INDEX booking_requested ON booking (starts_at) WHERE state = 'requested';
CREATE INDEX hold_to_end ON hold (expires_at) WHERE NOT ended;
CREATE INDEX booking_by_prisoner ON booking (prisoner);

-- Who comes, by position; 0 is the one who asked. The name is the approved one when it was asked.
CREATE TABLE booking_visitor (
    booking  TEXT NOT NULL REFERENCES booking (id),
    position INTEGER NOT NULL,
    account  TEXT NOT NULL REFERENCES account (id),
    name     TEXT NOT NULL,
    PRIMARY KEY (booking, position),
    UNIQUE (booking, account)
) STRICT;
CREATE INDEX booking_visitor_by_account ON booking_visitor (account);

-- Whatever takes up a laptop, a person's time and a call of their month, and until when it may do
-- so. A request that nobody answered before its start lapses.
CREATE VIEW claim AS
    SELECT id, establishment, prisoner, laptop, month, starts_at, free_at, expires_at
    FROM hold WHERE NOT ended
    UNION ALL
    SELECT id, establishment, prisoner, laptop, month, starts_at, free_at,
           CASE state WHEN 'requested' THEN starts_at END
    FROM booking WHERE state IN ('requested', 'booked', 'completed');
