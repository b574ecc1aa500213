"""Where a name is borne, by its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jejak.names import core_words

if TYPE_CHECKING:
    from jejak.findings.people.lexicon import Lexicon


_HOME_ENDING = re.compile(
    r"^(?:su|soe)[a-z]{4,}o$|(?:anto|iyono|arto|wati|ningsih|wan|adi|yanto|nugroho|oro|awan|udin|uddin|syah)$"
)


def looks_home(name: str, lex: Lexicon) -> bool:
    """Whether a name is one borne in Indonesia and Malaysia: by its words, or by their Javanese endings."""
    return any(
        (w in lex.home_given and w not in lex.foreign_given) or _HOME_ENDING.search(w)
        for w in core_words(name)
    )


def origins(name: str, lex: Lexicon) -> frozenset[str]:
    """The states where most of the name's known words are mostly borne; empty where none is known."""
    words = core_words(name)
    counts = {group: sum(w in names for w in words) for group, names in lex.groups.items()}
    most = max(counts.values())
    found = [lex.origins.get(group, frozenset()) for group, n in counts.items() if n == most and n]
    return frozenset().union(*found) if found and all(found) else frozenset()
