"""One record for many: a ledger in PostgreSQL that every machine adds to, and follows with a copy of its own.

    pages -> findings -> ledger (PostgreSQL) -> each machine's copy (SQLite) -> views
                           ^-- decisions --^

docs/decisions/012-shared-ledger.md.
"""

from __future__ import annotations

from jejak.ledger.address import Address, parse
from jejak.ledger.copies import Copy
from jejak.ledger.postgres import Ledger, Unreachable

__all__ = ["Address", "Copy", "Ledger", "Unreachable", "parse"]
