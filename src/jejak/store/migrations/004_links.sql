-- Version 4: why claims are one event or promise, and which plans were carried out.

-- Those who took part, as JSON rows of name key and party.
ALTER TABLE event_claims ADD COLUMN people TEXT NOT NULL DEFAULT '[]';

-- The pairs by which the claims of an item were joined: one less than claims.
CREATE TABLE event_ties (
    claim  INTEGER NOT NULL REFERENCES event_claims (claim),
    other  INTEGER NOT NULL REFERENCES event_claims (claim),
    reason TEXT NOT NULL,
    score  REAL NOT NULL,
    PRIMARY KEY (claim, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_ties (
    claim  INTEGER NOT NULL REFERENCES commitment_claims (claim),
    other  INTEGER NOT NULL REFERENCES commitment_claims (claim),
    reason TEXT NOT NULL,
    score  REAL NOT NULL,
    PRIMARY KEY (claim, other)
) STRICT, WITHOUT ROWID;

-- Whether nothing in an item's component speaks against anything else in it: a new claim then joins quickly.
ALTER TABLE events ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE commitments ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;

-- An event that another one carries out (realises), or that is called off by it (cancels).
CREATE TABLE event_relations (
    event  INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
    plan   INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
    kind   TEXT NOT NULL CHECK (kind IN ('realises', 'cancels')),
    reason TEXT NOT NULL,
    score  REAL NOT NULL,
    PRIMARY KEY (event, plan)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_relations_plan ON event_relations (plan);
