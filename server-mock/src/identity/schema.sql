CREATE TABLE identity_case (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    account       TEXT NOT NULL REFERENCES account (id),
    given_names   TEXT NOT NULL,
    family_name   TEXT NOT NULL,
    date_of_birth TEXT NOT NULL,
    document      TEXT NOT NULL,
    photos        TEXT NOT NULL,
    submitted_at  TEXT NOT NULL,
    answer_by     TEXT NOT NULL,
    opened_at     TEXT,
    decided_at    TEXT,
    decision      TEXT
) STRICT;
CREATE INDEX identity_case_by_account ON identity_case (account);
-- An account has one open case at most.
CREATE UNIQUE INDEX identity_case_open ON identity_case (account) WHERE decided_at IS NULL;
