"""The form of each file of the lexicon: which keys it has, and what may stand under each.

One place says it for everybody: `checking` compares files with it, `data` uses the keys of rows to join a
user's file with ours. What the keys mean is told in docs/lexicon.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from jejak.vocabulary import ACTOR_KINDS, CONTEXTS, EVENT_STATUSES, EVENT_TYPES, MODES


@dataclass(frozen=True, slots=True)
class Text:
    """One text. `one_of`: the only ones allowed; `like`: a regular expression that it must match whole.

    `what` names it in a message ("event type"), `right` says what one looks like.
    """

    what: str = "text"
    one_of: tuple[str, ...] = ()
    like: str | None = None
    right: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words of the text as `patterns.PatternMatcher` reads them: `a|b`, a trailing `*`, `..`."""


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date."""


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two bounds."""

    least: float
    most: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """`[country, latitude, longitude]`, in degrees; country null where no one state holds it."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """`[GeoNames name, country]`, a row of places_cities.txt."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of values of one form."""

    item: Form = Text()


@dataclass(frozen=True, slots=True)
class Named:
    """A table whose keys are words of the language, each with a value of one form."""

    value: Form


@dataclass(frozen=True, slots=True)
class Keys:
    """A table with these keys and no others; `required` must be there, and one of each set in `any_of`."""

    keys: dict[str, Form]
    required: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of tables. Two rows with the same values under `key` are the same row."""

    row: Keys
    key: tuple[str, ...] = ()


Form: TypeAlias = Text | Pattern | Date | Flag | Number | PlaceRow | Spelling | Listed | Named | Keys | Rows

PARTY: Final = Text("party", like=r"\S.*", right="a code such as RUS, ASEAN or IDN:MFA")
"""A code of a party or agency; whether anybody has it is checked against the lexicon."""

_WORDS: Final = Listed(Text("word"))
_PATTERNS: Final = Listed(Pattern())
_CONTEXTS: Final = Listed(Text("context", one_of=CONTEXTS))

PARTY_ROW: Final = Keys(
    {
        "code": PARTY,
        "kind": Text("kind", one_of=tuple(kind for kind in ACTOR_KINDS if kind != "person")),
        "id": Text("name"),
        "en": Text("name"),
        "names": Listed(Text("name")),
        "acronyms": Listed(Text("acronym")),
        "nicknames": Listed(Text("name")),
        "demonyms": Listed(Text("name")),
        "capitals": Listed(Text("name")),
        "aliases": Listed(PARTY),
        "needs": Listed(PARTY),
        "cow": Number(1, 999),
        "wikidata": Text("Wikidata id", like=r"Q[1-9]\d*", right="Q and a number, such as Q159"),
        "since": Date(),
        "until": Date(),
        "alone": Flag(),
        "ambiguous": Flag(),
        "historic": Flag(),
    },
    required=("code",),
    any_of=(("id", "en"),),
)
_PARTIES: Final = Keys(
    {"kind": PARTY_ROW.keys["kind"], "rows": Rows(PARTY_ROW, ("code",))}, required=("rows",)
)

_EVENT: Final = Keys(
    {
        "type": Text("event type", one_of=EVENT_TYPES),
        "rule": Text(
            "name of a rule", like="[a-z][a-z0-9-]*", right="small letters and hyphens, such as will-meet"
        ),
        "mode": Text("mode", one_of=tuple(dict.fromkeys(m for modes in MODES.values() for m in modes))),
        "status": Text("status", one_of=EVENT_STATUSES),
        "contexts": _CONTEXTS,
        "parties": Number(1, 2),
        "active": _PATTERNS,
        "passive": _PATTERNS,
        "noun": _PATTERNS,
        "mutual": _PATTERNS,
        "not_after": _WORDS,
        "alone": Text("event type", one_of=EVENT_TYPES),
        "speech": Flag(),
        "weak": Flag(),
        "strict": Flag(),
        "explicit": Flag(),
        "against": Flag(),
        "hint": Flag(),
    },
    required=("type", "rule"),
    any_of=(("active", "passive", "noun", "mutual"),),
)
FRAMES: Final = ("active", "passive", "noun", "mutual")
"""The keys of a row of events.yaml that hold patterns."""

_CUE: Final = Keys(
    {
        "lemma": Text("word"),
        "after": _WORDS,
        "before": _WORDS,
        "passive": _WORDS,
        "content": Text("kind of content", one_of=("free", "clause", "marked", "noun", "quoted")),
        "weak": Flag(),
    },
    required=("lemma", "content"),
    any_of=(("after", "before", "passive"),),
)
_FORUM: Final = Keys(
    {
        "words": _PATTERNS,
        "series": Text("name of a series"),
        "parties": Text("word", one_of=("igo",)),
        "needs": _WORDS,
        "topics": Flag(),
    },
    required=("words", "series"),
)
_INSTRUMENT: Final = Keys(
    {
        "words": _WORDS,
        "name": Text("name of an instrument"),
        "kind": Text("kind", one_of=("agreement", "memorandum", "plan", "statement")),
    },
    required=("words", "name", "kind"),
)
_COMPOSED: Final = Keys(
    {
        "suffix": Text("suffix", like=r"\w+", right="letters, such as MFA"),
        "id": Text("name"),
        "en": Text("name"),
        "terms": _WORDS,
        "english": _WORDS,
        "alone": Named(_WORDS),
    },
    required=("suffix", "id", "en", "terms", "english"),
)
_AGENCIES: Final = Keys(
    {
        **_PARTIES.keys,
        "composed": Rows(_COMPOSED, ("suffix",)),
        "not_after": _WORDS,
        "widening": _WORDS,
        "widening_alone": Named(PARTY),
        "embassies": Keys(
            {"indonesian": Named(_WORDS), "Embassy": _WORDS, "Consulate": _WORDS, "Mission": _WORDS}
        ),
    }
)
_PLACES: Final = Keys(
    {
        "spellings": Named(Spelling()),
        "cities": Named(PlaceRow()),
        "regions": Named(PlaceRow()),
        "venues": Named(PlaceRow()),
        "not_places": _WORDS,
    }
)
_KNOWN_DAY: Final = Keys(
    {"day": Number(1, 31), "month": Number(1, 12), "year": Number(1, 9999), "near": _WORDS},
    required=("day", "month", "year", "near"),
)

FORMS: Final[dict[str, Form]] = {
    "states": _PARTIES,
    "igos": _PARTIES,
    "agencies": _AGENCIES,
    "groups": _PARTIES,
    "organizations": _PARTIES,
    "media": _PARTIES,
    "forums": Keys(
        {"named": Rows(_FORUM, ("series",)), "between": Rows(_FORUM, ("series",)), "topics": Named(_WORDS)}
    ),
    "instruments": Keys(
        {
            "heads": Named(_WORDS),
            "capital": _WORDS,
            "named": Rows(_INSTRUMENT, ("name", "kind")),
            "inside": _WORDS,
            "general": _WORDS,
            "adopting": _WORDS,
            "valid": _WORDS,
        }
    ),
    "events": Rows(_EVENT, ("type", "rule")),
    "contexts": Keys(dict.fromkeys(CONTEXTS, _PATTERNS)),
    "cues": Keys({"cues": Rows(_CUE, ("lemma",))}),
    "places": _PLACES,
}
"""File of rows -> its form. That of any other YAML file is the form of ours: its keys and kinds of values."""

PARTY_FILES: Final = ("states", "igos", "agencies", "groups", "organizations", "media")
"""Files with `rows` of parties, in order: of two entries with one name, the first is meant."""

WORD_FILES: Final = (
    "status", "commitments", "speech", "titles", "honorifics", "party_phrases", "clauses", "times",
)  # fmt: skip
"""Files of word lists, with the keys of ours."""

SECTION_FILES: Final = ("given_names", "not_names")
"""Text files in sections: "[name]", then words with white space between them."""

LINE_FILES: Final = ("name_words", "abbreviations")
"""Text files of words."""

PEOPLE_FILE: Final = "known_people"
"""name | other names | party office years; ..."""

CITIES_FILE: Final = "places_cities"
"""name, country, latitude, longitude, with tabs between them."""

YAML_NAMES: Final = tuple(f"{name}.yaml" for name in (*FORMS, *WORD_FILES))
TEXT_NAMES: Final = tuple(f"{name}.txt" for name in (PEOPLE_FILE, *SECTION_FILES, *LINE_FILES, CITIES_FILE))
NAMES: Final = (*YAML_NAMES, *TEXT_NAMES)
"""All files of the lexicon, by their names in a folder."""

PATTERN_LISTS: Final = {"status": ("*",), "commitments": ("cues",)}
"""Word files whose lists hold patterns: all of them, or those under a key."""
