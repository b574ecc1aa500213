"""The parties a news desk meets and every name a page may give them, read from the data files of a language.

States, organisations of states, their agencies, groups, organisations and media: one `Entry` each, found by
code or by name. Adding one is a row in `languages/id/*.yaml`, or in a user's file of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jejak.languages.data import kept, lexicon_data
from jejak.languages.forms import PARTY_FILES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SURFACES: Final = {
    "id": "name",
    "en": "english",
    "names": "name",
    "acronyms": "acronym",
    "nicknames": "nickname",
    "demonyms": "demonym",
    "capitals": "capital",
}


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write an entry's name. `form`: name, english, acronym, nickname, demonym or capital."""

    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A party, agency or organisation and how pages name it.

    `code` is the codebook's (`RUS`, `RUS:MFA`, `ASEAN`); `aliases` are other codes for the same.
    `parent` is the party a coded agency belongs to. `wikidata` is None where it was not checked.
    `cow` is the Correlates of War number of a state. `since` and `until` (EDTF) bound the time it existed in.
    `needs`: states of which one must be named in the article for the acronym to mean this.
    `ambiguous`: the plain name is also a given name or common word. `historic`: no longer exists.
    """

    code: str
    kind: str
    name_id: str
    name_en: str
    surfaces: tuple[Surface, ...]
    parent: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ambiguous: bool = False
    historic: bool = False
    cow: int | None = None
    since: str | None = None
    until: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All ways to write the name."""
        return tuple(surface.text for surface in self.surfaces)

    @property
    def capitals(self) -> tuple[str, ...]:
        """Cities and seats of power that may stand for it."""
        return tuple(s.text for s in self.surfaces if s.form == "capital")


@dataclass(frozen=True, slots=True)
class Term:
    """A word for an organ that needs a state beside it: "Kementerian Luar Negeri" -> suffix `MFA`.

    `english` terms take the state before them. `alone`: the state whose organ it is with none beside it.
    """

    text: str
    suffix: str
    english: bool = False
    alone: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """A word for an office abroad. `party` is the sender where the word itself says it (KBRI)."""

    text: str
    suffix: str
    party: str | None = None


@dataclass(frozen=True)
class Composition:
    """How terms and states make agencies (`agencies.yaml`)."""

    terms: tuple[Term, ...]
    offices: tuple[Office, ...]
    names: dict[str, tuple[str, str]]
    widening: dict[str, str | None]
    not_after: frozenset[str]


class Lexicon:
    """All entries, found by code or by name."""

    def __init__(self, entries: Iterable[Entry], composition: Composition) -> None:
        self.entries = tuple(entries)
        self.composition = composition
        self._by_code: dict[str, Entry] = {}
        for entry in self.entries:
            for code in (entry.code, *entry.aliases):
                self._by_code.setdefault(code, entry)

    def by_code(self, code: str) -> Entry | None:
        """The entry of a code or of its alias; a composed agency (`JPN:MFA`) gets an entry made for it."""
        return self._by_code.get(code) or self._composed(code)

    def by_name(self, name: str) -> Entry | None:
        """The entry that a name, acronym, nickname or capital stands for; case does not matter."""
        return self._by_name.get(name.casefold())

    def party_of(self, code: str) -> str | None:
        """The state, igo, group or organisation of a code: `IDN` for `IDN:MFA`; None for an unknown code.

        A code with a known party before its colon need not be known itself (`IDN:Anything`).
        """
        head = code.partition(":")[0]
        entry = self._by_code.get(code) or self._by_code.get(head)
        if entry is None:
            return None
        return entry.code.partition(":")[0]

    def canonical(self, code: str) -> str:
        """The code itself, or the one it is an alias of (`RUS:MVD` -> `RUS:MOI`)."""
        entry = self._by_code.get(code)
        return entry.code if entry else code

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.entries:
            for name in entry.names:
                found.setdefault(name.casefold(), entry)
        return found

    def _composed(self, code: str) -> Entry | None:
        head, _, suffix = code.partition(":")
        parent, names = self._by_code.get(head), self.composition.names.get(suffix)
        if parent is None or names is None:
            return None
        name_id, name_en = f"{names[0]} {parent.name_id}", f"{names[1]} of {parent.name_en}"
        surfaces = (Surface(name_id, "name"), Surface(name_en, "name"))
        return Entry(code, "agency", name_id, name_en, surfaces, head)


@kept
def load_lexicon() -> Lexicon:
    """The lexicon of our files, and of the user's beside them.

    Raises ValueError, naming the file and row, for a row without code or kind.
    """
    return lexicon_of({name: lexicon_data("id", name) for name in PARTY_FILES})


def lexicon_of(files: dict[str, dict[str, Any]]) -> Lexicon:
    """The lexicon of parsed files by their names; `agencies` must be among them.

    Of two rows of one code the first is meant.
    """
    entries: dict[str, Entry] = {}
    for name, data in files.items():
        for entry in _entries(name, data):
            entries.setdefault(entry.code, entry)
    return Lexicon(entries.values(), _composition(files["agencies"]))


def _entries(file: str, data: dict[str, Any]) -> Iterator[Entry]:
    for row in data.get("rows") or ():
        kind = row.get("kind", data.get("kind"))
        if not row.get("code") or not kind or not (row.get("id") or row.get("en")):
            raise ValueError(f"{file}: a row needs code, kind, and id or en; found {row!r}")
        yield _entry(row, kind)


def _entry(row: dict[str, Any], kind: str) -> Entry:
    name_id, name_en = row.get("id") or row["en"], row.get("en") or row["id"]
    head, colon, _ = row["code"].partition(":")
    return Entry(
        code=row["code"],
        kind=kind,
        name_id=name_id,
        name_en=name_en,
        surfaces=_surfaces(row),
        parent=head if colon else None,
        wikidata=row.get("wikidata"),
        aliases=tuple(row.get("aliases") or ()),
        needs=tuple(row.get("needs") or ()),
        ambiguous=bool(row.get("ambiguous")),
        historic=bool(row.get("historic")),
        cow=row.get("cow"),
        since=_date(row.get("since")),
        until=_date(row.get("until")),
    )


def _date(value: object) -> str | None:
    """An EDTF date, which YAML takes for a number or a day where it stands without quotation marks."""
    return None if value is None else str(value)


def _surfaces(row: dict[str, Any]) -> tuple[Surface, ...]:
    found: dict[str, str] = {}
    for key, form in _SURFACES.items():
        value = row.get(key) or ()
        for text in (value,) if isinstance(value, str) else value:
            plain = form in ("name", "english") and _acronym(str(text))
            if row.get("alone", True) is not False and found.get(str(text), "english") == "english":
                found[str(text)] = "acronym" if plain else form
    return tuple(Surface(text, form) for text, form in found.items())


def _acronym(text: str) -> bool:
    return len(text) <= 6 and text.isupper()


def _composition(data: dict[str, Any]) -> Composition:
    terms: list[Term] = []
    for row in data["composed"]:
        alone = {text: party for party, texts in (row.get("alone") or {}).items() for text in texts}
        terms += [Term(text, row["suffix"], alone=alone.get(text)) for text in row["terms"]]
        terms += [Term(text, row["suffix"], english=True) for text in row["english"]]
    offices: list[Office] = []
    for suffix, texts in data["embassies"].items():
        if suffix == "indonesian":
            offices += [Office(t, key, "IDN") for key, names in texts.items() for t in names]
        else:
            offices += [Office(text, suffix) for text in texts]
    return Composition(
        terms=tuple(terms),
        offices=tuple(offices),
        names={row["suffix"]: (row["id"], row["en"]) for row in data["composed"]},
        widening={**dict.fromkeys(data["widening"]), **data["widening_alone"]},
        not_after=frozenset(data["not_after"]),
    )
