-- Bank holidays of an establishment of its own, as JSON; otherwise England and Wales'.
ALTER TABLE establishment ADD COLUMN holidays TEXT;

-- What staff know of a person in prison. A last visit that is not known of is none.
ALTER TABLE prisoner ADD COLUMN whereabouts TEXT NOT NULL DEFAULT 'here'
    CHECK (whereabouts IN ('here', 'moved', 'released'));
ALTER TABLE prisoner ADD COLUMN last_visit TEXT;

-- What forbids calls. One that was ended keeps its line, with the day before as its last.
CREATE TABLE restriction (
    id         TEXT PRIMARY KEY,
    prisoner   TEXT NOT NULL REFERENCES prisoner (id),
    kind       TEXT NOT NULL
        CHECK (kind IN ('prisoner_banned', 'visitor_banned', 'non_association', 'child_protection')),
    visitor    TEXT REFERENCES account (id),
    first_day  TEXT NOT NULL,
    last_day   TEXT,
    note       TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    CHECK ((visitor IS NOT NULL) = (kind IN ('visitor_banned', 'non_association')))
) STRICT;
CREATE INDEX restriction_by_prisoner ON restriction (prisoner);

-- Calls and minutes that the governor grants beyond the establishment's.
CREATE TABLE extra_allowance (
    prisoner TEXT NOT NULL REFERENCES prisoner (id),
    month    TEXT NOT NULL,
    calls    INTEGER NOT NULL,
    minutes  INTEGER NOT NULL,
    PRIMARY KEY (prisoner, month)
) STRICT;

-- What staff said of a booked call, and their note on it.
CREATE TABLE booking_event (
    number  INTEGER PRIMARY KEY,
    booking TEXT NOT NULL REFERENCES booking (id),
    event   TEXT NOT NULL,
    at      TEXT NOT NULL,
    worker  TEXT NOT NULL REFERENCES worker (id)
) STRICT;
CREATE INDEX booking_event_by_booking ON booking_event (booking);
CREATE TABLE booking_note (
    booking TEXT PRIMARY KEY REFERENCES booking (id),
    note    TEXT NOT NULL
) STRICT;
