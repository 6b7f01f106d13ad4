-- Versions that were published here. Version 1 is the program's own text.
CREATE TABLE policy (
    version      INTEGER PRIMARY KEY CHECK (version > 1),
    texts        TEXT NOT NULL,
    published_at TEXT NOT NULL
) STRICT;

CREATE TABLE policy_agreement (
    account   TEXT NOT NULL,
    version   INTEGER NOT NULL,
    agreed_at TEXT NOT NULL,
    PRIMARY KEY (account, version)
) STRICT;
