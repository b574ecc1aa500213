"""jejak reads the news and keeps the record of what states do together."""

__version__ = "0.1.0"
