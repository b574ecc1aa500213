"""Room 7, views: read-only questions to the record."""
