-- Version 1: the record. docs/decisions/003-record-on-disk.md tells why it looks like this.
-- Integer keys join rows inside the file and never leave it; every `id` is a hash of content.
-- Dates are EDTF as the article means them; *_day columns are the ISO days they may cover.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    run      INTEGER PRIMARY KEY,
    started  TEXT NOT NULL,
    ended    TEXT,
    program  TEXT NOT NULL,
    inputs   TEXT NOT NULL,
    pages    INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Documents and where they came from ------------------------------------------------------------

CREATE TABLE documents (
    document           INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    title              TEXT,
    publisher          TEXT,
    published          TEXT,
    published_inferred TEXT,
    day                TEXT,
    bylines            TEXT NOT NULL,
    editors            TEXT NOT NULL,
    dateline           TEXT,
    language           TEXT,
    url                TEXT,
    address            TEXT,
    text_hash          TEXT NOT NULL,
    source             TEXT NOT NULL,
    reading            INTEGER REFERENCES readings (reading) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX documents_name ON documents (name);
CREATE INDEX documents_url ON documents (url) WHERE url IS NOT NULL;
CREATE INDEX documents_source ON documents (source);
CREATE INDEX documents_day ON documents (day);

CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents (document),
    body     TEXT NOT NULL,
    captions TEXT NOT NULL
) STRICT;

CREATE TABLE captures (
    capture    INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    sha256     TEXT NOT NULL,
    name       TEXT NOT NULL,
    address    TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    fetched    TEXT,
    versions   TEXT NOT NULL,
    document   INTEGER REFERENCES documents (document),
    run        INTEGER NOT NULL REFERENCES runs (run)
) STRICT;
CREATE INDEX captures_document ON captures (document);

CREATE TABLE rejections (
    rejection INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    address   TEXT NOT NULL,
    reason    TEXT NOT NULL,
    message   TEXT NOT NULL,
    sha256    TEXT,
    at        TEXT NOT NULL,
    run       INTEGER NOT NULL REFERENCES runs (run)
) STRICT;
CREATE INDEX rejections_address ON rejections (address);

CREATE TABLE signatures (
    document  INTEGER PRIMARY KEY REFERENCES documents (document),
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE bands (
    key      TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents (document),
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    title, body, stems, content = '', tokenize = "unicode61 remove_diacritics 2"
);

-- Claims: what a reading found. Rows are added, never changed, but for the item a claim is grouped
-- under. A document's current reading is documents.reading; older readings stay.

CREATE TABLE readings (
    reading  INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (document),
    versions TEXT NOT NULL,
    at       TEXT NOT NULL,
    run      INTEGER NOT NULL REFERENCES runs (run)
) STRICT;
CREATE INDEX readings_document ON readings (document);

CREATE TABLE origins (
    origin  INTEGER PRIMARY KEY,
    finder  TEXT NOT NULL,
    version TEXT NOT NULL,
    rule    TEXT NOT NULL,
    UNIQUE (finder, version, rule)
) STRICT;

CREATE TABLE actors (
    actor INTEGER PRIMARY KEY,
    id    TEXT NOT NULL UNIQUE,
    kind  TEXT NOT NULL,
    code  TEXT,
    name  TEXT NOT NULL,
    key   TEXT NOT NULL,
    party TEXT
) STRICT;
CREATE INDEX actors_key ON actors (key);
CREATE INDEX actors_kind ON actors (kind, name);

CREATE TABLE actor_names (
    folded TEXT NOT NULL,
    actor  INTEGER NOT NULL REFERENCES actors (actor),
    name   TEXT NOT NULL,
    PRIMARY KEY (folded, actor, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names (actor);

CREATE TABLE actor_words (
    word  TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actors (actor),
    PRIMARY KEY (word, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE actor_claims (
    claim      INTEGER PRIMARY KEY,
    reading    INTEGER NOT NULL REFERENCES readings (reading),
    actor      INTEGER NOT NULL REFERENCES actors (actor),
    id         TEXT NOT NULL,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    represents TEXT,
    origin     INTEGER NOT NULL REFERENCES origins (origin),
    score      REAL NOT NULL
) STRICT;
CREATE INDEX actor_claims_reading ON actor_claims (reading);
CREATE INDEX actor_claims_actor ON actor_claims (actor, reading);

CREATE TABLE mentions (
    claim  INTEGER NOT NULL REFERENCES actor_claims (claim),
    n      INTEGER NOT NULL,
    zone   TEXT NOT NULL,
    start  INTEGER NOT NULL,
    "end"  INTEGER NOT NULL,
    exact  TEXT NOT NULL,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    claim        INTEGER NOT NULL REFERENCES actor_claims (claim),
    n            INTEGER NOT NULL,
    title        TEXT NOT NULL,
    organisation TEXT,
    zone         TEXT NOT NULL,
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    exact        TEXT NOT NULL,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
    reading   INTEGER NOT NULL REFERENCES readings (reading),
    n         INTEGER NOT NULL,
    edtf      TEXT NOT NULL,
    zone      TEXT NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    exact     TEXT NOT NULL,
    origin    INTEGER NOT NULL REFERENCES origins (origin),
    score     REAL NOT NULL,
    PRIMARY KEY (reading, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    claim      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    reading    INTEGER NOT NULL REFERENCES readings (reading),
    actor      INTEGER REFERENCES actors (actor),
    speaker    TEXT NOT NULL,
    name       TEXT NOT NULL,
    represents TEXT,
    position   TEXT,
    kind       TEXT NOT NULL,
    cue        TEXT,
    said       TEXT,
    place      TEXT,
    via        TEXT,
    zone       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    exact      TEXT NOT NULL,
    origin     INTEGER NOT NULL REFERENCES origins (origin),
    score      REAL NOT NULL
) STRICT;
CREATE INDEX statements_reading ON statements (reading);
CREATE INDEX statements_actor ON statements (actor);
CREATE INDEX statements_represents ON statements (represents);
CREATE INDEX statements_id ON statements (id);

CREATE TABLE event_claims (
    claim      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    reading    INTEGER NOT NULL REFERENCES readings (reading),
    event      INTEGER REFERENCES events (event),
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    actors     TEXT NOT NULL,
    recipients TEXT NOT NULL,
    persons    TEXT NOT NULL,
    happened   TEXT,
    place      TEXT,
    contexts   TEXT NOT NULL,
    series     TEXT,
    ordinal    INTEGER,
    words      TEXT NOT NULL,
    origin     INTEGER NOT NULL REFERENCES origins (origin),
    score      REAL NOT NULL
) STRICT;
CREATE INDEX event_claims_reading ON event_claims (reading);
CREATE INDEX event_claims_event ON event_claims (event);
CREATE INDEX event_claims_id ON event_claims (id);

CREATE TABLE event_evidence (
    claim INTEGER NOT NULL REFERENCES event_claims (claim),
    n     INTEGER NOT NULL,
    zone  TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_claims (
    claim      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    reading    INTEGER NOT NULL REFERENCES readings (reading),
    commitment INTEGER REFERENCES commitments (commitment),
    by         TEXT NOT NULL,
    "to"       TEXT NOT NULL,
    action     TEXT NOT NULL,
    status     TEXT NOT NULL,
    made       TEXT,
    due        TEXT,
    contexts   TEXT NOT NULL,
    words      TEXT NOT NULL,
    origin     INTEGER NOT NULL REFERENCES origins (origin),
    score      REAL NOT NULL
) STRICT;
CREATE INDEX commitment_claims_reading ON commitment_claims (reading);
CREATE INDEX commitment_claims_commitment ON commitment_claims (commitment);
CREATE INDEX commitment_claims_id ON commitment_claims (id);

CREATE TABLE commitment_evidence (
    claim INTEGER NOT NULL REFERENCES commitment_claims (claim),
    n     INTEGER NOT NULL,
    zone  TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (claim, n)
) STRICT, WITHOUT ROWID;

-- Under these keys a new claim finds the few older ones it may belong with. Only current claims are here.

CREATE TABLE event_blocks (
    key   TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES event_claims (claim),
    PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_blocks_claim ON event_blocks (claim);

CREATE TABLE commitment_blocks (
    key   TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES commitment_claims (claim),
    PRIMARY KEY (key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_blocks_claim ON commitment_blocks (claim);

-- Items: what the claims together say. Made from claims alone, and could be made again from them.
-- `component` is the smallest claim of all that hang together by likeness, grouped as one item or not.

CREATE TABLE events (
    event      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    component  TEXT NOT NULL,
    type       TEXT NOT NULL,
    mode       TEXT,
    status     TEXT NOT NULL,
    actors     TEXT NOT NULL,
    recipients TEXT NOT NULL,
    persons    TEXT NOT NULL,
    happened   TEXT,
    first_day  TEXT,
    last_day   TEXT,
    sort_day   TEXT NOT NULL,
    place      TEXT,
    contexts   TEXT NOT NULL,
    series     TEXT,
    ordinal    INTEGER
) STRICT;
CREATE INDEX events_day ON events (sort_day, id);
CREATE INDEX events_component ON events (component);
CREATE INDEX events_series ON events (series) WHERE series IS NOT NULL;

CREATE TABLE event_parties (
    party    TEXT NOT NULL,
    sort_day TEXT NOT NULL,
    event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
    PRIMARY KEY (party, sort_day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_parties_event ON event_parties (event);

CREATE TABLE event_pairs (
    a        TEXT NOT NULL,
    b        TEXT NOT NULL,
    sort_day TEXT NOT NULL,
    event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
    PRIMARY KEY (a, b, sort_day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_pairs_event ON event_pairs (event);

CREATE TABLE commitments (
    commitment INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    component  TEXT NOT NULL,
    by         TEXT NOT NULL,
    "to"       TEXT NOT NULL,
    action     TEXT NOT NULL,
    made       TEXT,
    due        TEXT,
    contexts   TEXT NOT NULL,
    sort_day   TEXT NOT NULL
) STRICT;
CREATE INDEX commitments_day ON commitments (sort_day, id);
CREATE INDEX commitments_component ON commitments (component);

CREATE TABLE commitment_parties (
    party      TEXT NOT NULL,
    side       TEXT NOT NULL,
    sort_day   TEXT NOT NULL,
    commitment INTEGER NOT NULL REFERENCES commitments (commitment) ON DELETE CASCADE,
    PRIMARY KEY (party, side, sort_day, commitment)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_parties_commitment ON commitment_parties (commitment);

-- An event claim that shows a commitment being carried out.

CREATE TABLE steps (
    commitment_claim INTEGER NOT NULL REFERENCES commitment_claims (claim),
    event_claim      INTEGER NOT NULL REFERENCES event_claims (claim),
    status           TEXT NOT NULL,
    reason           TEXT NOT NULL,
    PRIMARY KEY (commitment_claim, event_claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_event ON steps (event_claim);

-- What people decided. Keyed by content, so that it survives re-reading; rows are never changed: an
-- undo is a decision that names the one it undoes.

CREATE TABLE decisions (
    decision INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    action   TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'correct', 'merge', 'split', 'undo')),
    kind     TEXT NOT NULL,
    target   TEXT NOT NULL,
    value    TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       TEXT NOT NULL,
    why      TEXT,
    undoes   TEXT REFERENCES decisions (id)
) STRICT;
CREATE INDEX decisions_target ON decisions (target);
