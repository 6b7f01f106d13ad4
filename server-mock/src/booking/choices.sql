-- A request can choose among several holds, the establishment can keep offers for it, and who waits
-- is kept a slot: all of these are holds. Of one `request` at most one claim becomes a call.
DROP VIEW claim;
DROP INDEX hold_once;
ALTER TABLE hold ADD COLUMN kind TEXT NOT NULL DEFAULT 'choice';
ALTER TABLE hold ADD COLUMN request TEXT NOT NULL DEFAULT '';
UPDATE hold SET request = account;
CREATE INDEX hold_by_account ON hold (account) WHERE NOT ended;
CREATE INDEX hold_by_request ON hold (request) WHERE NOT ended;

-- `choices` are slots as JSON, most wanted first. `complete_by` is set while somebody who comes is
-- not ready. `lapses_at` is when the booking's status ends by itself, whatever it is.
ALTER TABLE booking ADD COLUMN asked_by TEXT NOT NULL DEFAULT 'family';
ALTER TABLE booking ADD COLUMN choices TEXT NOT NULL DEFAULT '[]';
ALTER TABLE booking ADD COLUMN complete_by TEXT;
ALTER TABLE booking ADD COLUMN change_until TEXT;
ALTER TABLE booking ADD COLUMN delayed_to TEXT;
ALTER TABLE booking ADD COLUMN lapses_at TEXT;
UPDATE booking SET lapses_at = starts_at WHERE state = 'requested';
DROP INDEX booking_requested;
CREATE INDEX booking_to_lapse ON booking (lapses_at) WHERE lapses_at IS NOT NULL;

-- Who comes, by position; 0 is the family member that the call is for. A child has no account, nor
-- has who is invited until they accept. `state` is what they still have to do.
ALTER TABLE booking_visitor RENAME TO known_visitor;
DROP INDEX booking_visitor_by_account;
CREATE TABLE booking_visitor (
    booking    TEXT NOT NULL REFERENCES booking (id),
    position   INTEGER NOT NULL,
    account    TEXT REFERENCES account (id),
    invitation TEXT,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL DEFAULT 'adult',
    state      TEXT NOT NULL DEFAULT 'ready',
    PRIMARY KEY (booking, position),
    UNIQUE (booking, account)
) STRICT;
INSERT INTO booking_visitor (booking, position, account, name)
    SELECT booking, position, account, name FROM known_visitor;
DROP TABLE known_visitor;
CREATE INDEX booking_visitor_by_account ON booking_visitor (account);
CREATE INDEX booking_visitor_by_invitation ON booking_visitor (invitation);

-- Whatever takes up a laptop, a person's time and a call of their month, and until when it may do
-- so. A booked call that the establishment asks to move keeps its time; a request that is offered
-- other times does not.
CREATE VIEW claim AS
    SELECT id, request, establishment, prisoner, laptop, month, starts_at, ends_at, free_at,
           expires_at, 0 AS is_over
    FROM hold WHERE NOT ended
    UNION ALL
    SELECT id, id, establishment, prisoner, laptop, month, starts_at, ends_at, free_at,
           CASE WHEN state IN ('requested', 'asked') THEN lapses_at ELSE complete_by END,
           state = 'completed'
    FROM booking
    WHERE state IN ('requested', 'asked', 'booked', 'completed')
       OR (state = 'offered' AND status ->> 'instead');
