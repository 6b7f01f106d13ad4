-- People in prison, as the establishment knows them.
CREATE TABLE prisoner (
    id            TEXT PRIMARY KEY,
    establishment TEXT NOT NULL REFERENCES establishment (id),
    number        TEXT NOT NULL UNIQUE,
    given_names   TEXT NOT NULL,
    family_name   TEXT NOT NULL,
    date_of_birth TEXT NOT NULL
) STRICT;

-- Who asked to be put on whose list: the person as the family typed it, as JSON, and who it is.
CREATE TABLE contact (
    id            TEXT PRIMARY KEY,
    account       TEXT NOT NULL REFERENCES account (id),
    establishment TEXT NOT NULL REFERENCES establishment (id),
    number        TEXT NOT NULL,
    person        TEXT NOT NULL,
    requested_at  TEXT NOT NULL,
    status        TEXT NOT NULL,
    state         TEXT NOT NULL GENERATED ALWAYS AS (status ->> 'state') STORED,
    prisoner      TEXT REFERENCES prisoner (id),
    CHECK ((prisoner IS NOT NULL) = (state = 'approved'))
) STRICT;
CREATE UNIQUE INDEX contact_once ON contact (account, establishment, number)
    WHERE state <> 'rejected';
CREATE INDEX contact_by_establishment ON contact (establishment, state, requested_at);

CREATE TABLE companion (
    account   TEXT NOT NULL REFERENCES account (id),
    companion TEXT NOT NULL REFERENCES account (id),
    added_at  TEXT NOT NULL,
    PRIMARY KEY (account, companion),
    CHECK (account <> companion)
) STRICT;
