"""Room 6, store: the record on disk."""
