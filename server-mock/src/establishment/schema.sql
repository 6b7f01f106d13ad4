CREATE TABLE establishment (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    name_cy   TEXT,
    time_zone TEXT NOT NULL,
    live      INTEGER NOT NULL,
    settings  TEXT NOT NULL,
    timetable TEXT NOT NULL
) STRICT;
