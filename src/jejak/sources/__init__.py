"""Room 1, sources: what the user names -> Captures."""
