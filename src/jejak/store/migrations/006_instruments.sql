-- Version 6: named agreements, plans and statements. Articles that name one share its id.
CREATE TABLE instruments (
    claim      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    reading    INTEGER NOT NULL REFERENCES readings (reading),
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    parties    TEXT NOT NULL,
    act        TEXT NOT NULL,
    happened   TEXT,
    validity   TEXT,
    zone       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    exact      TEXT NOT NULL,
    origin     INTEGER NOT NULL REFERENCES origins (origin),
    score      REAL NOT NULL
) STRICT;
CREATE INDEX instruments_reading ON instruments (reading);
CREATE INDEX instruments_id ON instruments (id);

-- Nearly every question joins what a reading found to its document.
CREATE INDEX documents_reading ON documents (reading);
