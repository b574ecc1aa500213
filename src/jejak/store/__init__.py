"""The record on disk.

One SQLite file. It writes and reads values; what belongs together, `record` decides.
"""
