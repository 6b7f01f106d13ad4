-- Steps that are done; `live` of the establishment is set with the last of them.
CREATE TABLE readiness_step (
    establishment TEXT NOT NULL REFERENCES establishment (id),
    step          TEXT NOT NULL,
    done_on       TEXT NOT NULL,
    done_at       TEXT NOT NULL,
    done_by       TEXT NOT NULL,
    PRIMARY KEY (establishment, step)
) STRICT;

ALTER TABLE establishment ADD COLUMN live_since TEXT;

-- Checks of the line that are over, as JSON.
CREATE TABLE line_check (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    establishment TEXT NOT NULL REFERENCES establishment (id),
    laptop        TEXT NOT NULL REFERENCES worker (id),
    at            TEXT NOT NULL,
    kind          TEXT NOT NULL,
    passed        INTEGER NOT NULL,
    outcome       TEXT NOT NULL
) STRICT;
CREATE INDEX line_check_by_establishment ON line_check (establishment, number);
CREATE INDEX line_check_by_laptop ON line_check (laptop, kind, passed);

-- Families who want to be told when an establishment is live.
CREATE TABLE watch (
    account       TEXT NOT NULL REFERENCES account (id),
    establishment TEXT NOT NULL REFERENCES establishment (id),
    asked_at      TEXT NOT NULL,
    PRIMARY KEY (account, establishment)
) STRICT;
CREATE INDEX watch_by_establishment ON watch (establishment);
