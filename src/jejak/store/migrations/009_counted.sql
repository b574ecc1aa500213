-- Version 9: what is counted over the whole record is read from indexes, and what is disputed is marked.

-- Counts of publishers and sources need no more of a document than this.
DROP INDEX documents_reading;
CREATE INDEX documents_reading ON documents (reading, document, source, day, publisher);

-- How often somebody is quoted is counted without looking at the words.
DROP INDEX statements_actor;
CREATE INDEX statements_actor ON statements (actor, reading);

-- 0: the sources do not disagree, for sure. 1: they may. Older records don't know: all that have two reports may.
ALTER TABLE events ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
UPDATE events SET disputed = 1 WHERE event IN (
    SELECT event FROM event_claims WHERE event IS NOT NULL GROUP BY event HAVING count(*) > 1
);
CREATE INDEX events_disputed ON events (sort_day, id) WHERE disputed = 1;

-- The same of the offices that somebody holds.
ALTER TABLE actors ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0;
UPDATE actors SET disputed = 1 WHERE kind = 'person' AND actor IN (
    SELECT c.actor FROM positions AS p JOIN actor_claims AS c USING (claim)
    GROUP BY c.actor HAVING count(DISTINCT p.title) > 1
);
CREATE INDEX actors_disputed ON actors (id) WHERE disputed = 1;
