-- Version 10: the most doubtful statements are found without looking at all.
CREATE INDEX statements_score ON statements (score);
