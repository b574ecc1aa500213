"""Room 4, findings: pieces of patterns that rules for times share (see `Lexicon.pattern`)."""

from __future__ import annotations

from typing import Final

PARTS: Final = "(day_part uday?|tonight)"
DAY: Final = f"uday? {{w weekday|sunday}} {PARTS}{{0,2}}"
THERE: Final = "(span (local|other)|zone)"  # "waktu setempat", "WIB", "waktu AS"
LEAN: Final = "(which? past|this|yesterday|future|soon|tomorrow uday?)"
SEP: Final = "(slash|dash)"
DASH: Final = "dash dash?"
YEAR: Final = "uyear? {y yyyy}"
REL: Final = "{rel which? (past|future|soon|this|yesterday|tomorrow|will coming)}"
YREL: Final = "uyear {yrel which? (past|future|soon|this|will coming)}"
COUNT: Final = (
    "({c num|big|numword tens? numword?} {u uday|uweek|sunday|umonth|uyear|udecade|ucentury|uhour}|{one one})"
)
UNIT: Final = "{u uday|uweek|sunday|umonth|uyear}"
TAIL: Final = f"({LEAN} {PARTS}?|{PARTS}{{1,2}} {LEAN}?)? just_now? {THERE}?"
AB: Final = "{ab about|more from_}?"
NTH: Final = "(to_ dash?)? {n roman|num|numword|ordinal}"
