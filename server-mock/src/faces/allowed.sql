-- What those look like to a machine whom staff allowed in a call: a server that starts again knows them. Wiped when the call is over.
CREATE TABLE allowed_face (
    number   INTEGER PRIMARY KEY,
    call     TEXT NOT NULL,
    side     TEXT NOT NULL,
    template BLOB NOT NULL
) STRICT;
CREATE INDEX allowed_face_by_call ON allowed_face (call);

-- Pictures of sightings have a time limit.
CREATE INDEX sighting_by_time ON sighting (at);
