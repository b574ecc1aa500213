"""Room 4, findings: all rules that read a date or period.

A rule is a pattern over token classes (see `Lexicon.pattern`) and a function from its match to EDTF, or
None where the words turn out to mean no time. Absolute rules carry their year and are resolved first, so
that the others can lean on them: "14 Juli" is in the year of "14 Juli 2025" in the same text.
"""

from __future__ import annotations

from typing import Final

from jejak.findings.times import counted, days, months, years

ABSOLUTE: Final = (*days.ABSOLUTE, *months.ABSOLUTE, *years.ABSOLUTE)
RELATIVE: Final = (*months.RELATIVE, *years.RELATIVE, *days.RELATIVE, *counted.RELATIVE)
"""Of matches of one length the rule that stands first wins: "minggu lalu" is last week, not last Sunday."""
