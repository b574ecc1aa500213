-- Version 7: what a record of many articles is asked by, and written to, in few places.

-- Nearly every question joins what a reading found to its document, and needs no more of that than this.
DROP INDEX documents_reading;
CREATE INDEX documents_reading ON documents (reading, document, source, day);

-- How often each person is claimed, without those who are none.
CREATE INDEX actor_claims_person ON actor_claims (actor) WHERE kind = 'person';

-- Who stands for a party.
CREATE INDEX actors_party ON actors (party, kind) WHERE party IS NOT NULL;

CREATE INDEX documents_address ON documents (address) WHERE address IS NOT NULL;

-- A reprint appears within days, so the bands of a day stand together: a document's are written to one place, not
-- to one place each. `day` counts the days since 0001-01-01; it is 0 where the day is not known.
CREATE TABLE bands_of_day (
    day      INTEGER NOT NULL,
    key      TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (document),
    PRIMARY KEY (day, key, document)
) STRICT, WITHOUT ROWID;
INSERT INTO bands_of_day
    SELECT coalesce(CAST(julianday(d.day) - 1721424.5 AS INTEGER), 0) AS at, b.key, document
    FROM bands AS b JOIN documents AS d USING (document) ORDER BY at, b.key, document;
DROP TABLE bands;
ALTER TABLE bands_of_day RENAME TO bands;
