-- What a person in prison looks like, where their establishment has a portrait.
CREATE TABLE prisoner_portrait (
    prisoner   TEXT PRIMARY KEY REFERENCES prisoner (id),
    photo      BLOB NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

-- Faces that staff were told of. What a face looks like to a machine is never kept.
CREATE TABLE sighting (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    call        TEXT NOT NULL,
    participant TEXT NOT NULL,
    side        TEXT NOT NULL,
    seen        TEXT NOT NULL,
    at          TEXT NOT NULL,
    -- JPEG; empty where there was none.
    picture     BLOB NOT NULL,
    gone_at     TEXT,
    answer      TEXT,
    paused_ms   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sighting_by_call ON sighting (call);
