-- Version 3: what a count of the dealings of a pair needs stands beside the pair: no event is looked up for it.
ALTER TABLE event_pairs ADD COLUMN type TEXT NOT NULL DEFAULT '';
ALTER TABLE event_pairs ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE event_pairs ADD COLUMN reports INTEGER NOT NULL DEFAULT 0;
UPDATE event_pairs SET (type, status) = (SELECT e.type, e.status FROM events AS e WHERE e.event = event_pairs.event);
UPDATE event_pairs SET reports = (
    SELECT count(DISTINCT r.document) FROM event_claims AS c JOIN readings AS r USING (reading)
    WHERE c.event = event_pairs.event
);
CREATE INDEX event_pairs_b ON event_pairs (b, a, sort_day, reports);
