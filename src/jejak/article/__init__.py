"""Room 2, article: Capture -> Article."""
