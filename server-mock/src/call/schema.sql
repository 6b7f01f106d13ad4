-- The state of calls that somebody came to, or that are over: what outlives the server.
CREATE TABLE call (
    id      TEXT PRIMARY KEY,
    machine TEXT NOT NULL,
    over    INTEGER NOT NULL
) STRICT;
