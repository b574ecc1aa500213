-- Version 2: the words by which a rule found a claim, as JSON rows of part, words, rule (model.Clue).
ALTER TABLE statements ADD COLUMN why TEXT NOT NULL DEFAULT '[]';
ALTER TABLE event_claims ADD COLUMN why TEXT NOT NULL DEFAULT '[]';
ALTER TABLE commitment_claims ADD COLUMN why TEXT NOT NULL DEFAULT '[]';
