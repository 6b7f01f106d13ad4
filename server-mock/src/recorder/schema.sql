-- Recordings of calls. Who a participant is stands in the call's booking.
CREATE TABLE recording (
    id          TEXT PRIMARY KEY,
    call        TEXT NOT NULL,
    participant TEXT NOT NULL,
    side        TEXT NOT NULL,
    file        TEXT NOT NULL UNIQUE, -- under the data folder
    began_ms    INTEGER NOT NULL,     -- by the machine's clock: lines the files of a call up
    duration_ms INTEGER NOT NULL DEFAULT 0,
    bytes       INTEGER NOT NULL DEFAULT 0,
    sha256      TEXT                  -- once it is finished
) STRICT;
CREATE INDEX recording_by_call ON recording (call);
