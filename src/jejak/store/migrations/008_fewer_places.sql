-- Version 8: a document is looked up by an address of its own only where that is not its url.
DROP INDEX documents_address;
CREATE INDEX documents_address ON documents (address) WHERE address IS NOT url;

-- Parties are asked for by code in any case; most actors have none.
CREATE INDEX actors_code ON actors (code COLLATE NOCASE) WHERE code IS NOT NULL;
