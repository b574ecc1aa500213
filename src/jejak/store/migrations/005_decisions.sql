-- Version 5: what decisions come to.

-- An item all of whose claims a person rejected: kept, but not counted or shown.
ALTER TABLE events ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_rejected ON events (event) WHERE rejected = 1;

-- What was decided about a claim, made from `decisions` alone. `fields` are the corrected ones as JSON.
CREATE TABLE verdicts (
    kind     TEXT NOT NULL,
    claim    TEXT NOT NULL,
    rejected INTEGER NOT NULL,
    fields   TEXT NOT NULL,
    PRIMARY KEY (kind, claim)
) STRICT, WITHOUT ROWID;

-- The words of a document are what a decision names it by.
CREATE INDEX documents_text_hash ON documents (text_hash);
