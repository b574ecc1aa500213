"""Room 6, views: questions to the record. Nothing here writes.

Each question is a function from an open record to frozen rows; each row carries the words that say so.
"""
