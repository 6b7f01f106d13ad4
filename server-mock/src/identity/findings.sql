-- What a machine saw in the photos of a case, and the two faces beside each other. Forgotten with the photos.
CREATE TABLE identity_finding (
    case_id  TEXT PRIMARY KEY REFERENCES identity_case (id),
    findings TEXT NOT NULL,
    document BLOB,
    portrait BLOB
) STRICT;
