"""Room 5, record: what many articles together say.

Pure functions over claims; the store keeps the results.
"""
