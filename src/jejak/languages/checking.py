"""What is wrong with lexicon files, told with file, line, and what would be right.

A file is known by its name: `events.yaml` of a user is checked as ours is. A bad file raises nothing here.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from jejak import edtf
from jejak.errors import InputError
from jejak.languages import forms
from jejak.languages.data import UserLexicon, parse_lexicon, shipped_text
from jejak.languages.forms import (
    Date,
    Flag,
    Form,
    Keys,
    Listed,
    Named,
    Number,
    Pattern,
    PlaceRow,
    Rows,
    Spelling,
    Text,
)
from jejak.languages.patterns import PatternMatcher
from jejak.vocabulary import MODES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LANGUAGE: Final = "id"
_MOST_BYTES: Final = 4 << 20
_WORD: Final = re.compile(r"\w+(?:[-.’'/]\w+)*\.?")
_TERM: Final = re.compile(
    r"(?P<party>World Bank|\S+)\s+(?P<office>\S.*?)(?<!\s)\s++(?P<since>\d{4})(?P<until>-(?:\d{4})?)?"
)
_SURFACES: Final = ("id", "en", "names", "acronyms", "nicknames", "demonyms", "capitals")
_ONE_AT_A_TIME: Final = re.compile(
    r"(?:presiden|perdana menteri|kanselir|raja|ratu|kaisar|emir|paus|sekretaris jenderal"
    r"|menteri (?:luar negeri|pertahanan))"
)
_MOST_CHOICES: Final = 64
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file: where, what (a sentence), and what would be right."""

    file: str
    line: int
    what: str
    right: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.what} {self.right}".rstrip()


@dataclass(frozen=True, slots=True)
class Contents:
    """A file of the lexicon and how many rows it has: tables of lists of tables, else words."""

    file: str
    rows: int


def open_lexicon(folder: Path) -> UserLexicon:
    """A user's folder, ready for `use_lexicon`. InputError if there is none, or something is wrong in it."""
    files = files_of(folder)
    found = check_files(files)
    if found:
        more = f" ({len(found) - 1} more: `jejak lexicon check {folder}`)" if len(found) > 1 else ""
        raise InputError(f"the lexicon can't be used: {found[0]}{more}")
    said = hashlib.sha256()
    for file in files:
        said.update(f"{file.name}\x1f".encode() + file.read_bytes())
    return UserLexicon(folder, said.hexdigest()[:8])


def files_of(path: Path) -> list[Path]:
    """The file, or the lexicon files of a folder. InputError where there is nothing to check."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError(f"there is no file or folder {path}")
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in (".yaml", ".yml", ".txt"))
    if not found:
        raise InputError(f"no lexicon file is in {path}; their names are {', '.join(forms.NAMES)}")
    return found


def check_files(files: Sequence[Path]) -> tuple[Problem, ...]:
    """Everything wrong with the files, in the order of file and line.

    They are checked together with our own, and with those beside them in their folders.
    """
    texts = {str(file): _text_of(file) for file in files}
    beside = {
        str(other): _text_of(other)
        for file in files
        for other in sorted(file.parent.iterdir())
        if other.name in forms.NAMES and str(other) not in texts
    }
    known = _Known()
    for name, text in (*_shipped_under(files), *beside.items(), *texts.items()):
        if isinstance(text, str):
            known.add(name, text)
    found: list[Problem] = []
    for name, text in texts.items():
        found += [text] if isinstance(text, Problem) else check_text(name, text, known)
    return tuple(dict.fromkeys(found))


def check_shipped() -> tuple[Problem, ...]:
    """What is wrong with our own files."""
    texts = {name: shipped_text(_LANGUAGE, name) for name in forms.NAMES}
    known = _Known()
    for name, text in texts.items():
        known.add(name, text)
    return tuple(problem for name, text in texts.items() for problem in check_text(name, text, known))


def contents_of(folder: Path | None = None) -> tuple[Contents, ...]:
    """Our files, or those of a user's folder, with the number of their rows."""
    texts = (
        [(name, shipped_text(_LANGUAGE, name)) for name in forms.NAMES]
        if folder is None
        else [(str(f), f.read_text("utf-8-sig")) for f in files_of(folder) if f.name in forms.NAMES]
    )
    return tuple(Contents(name, _rows_in(name, text)) for name, text in texts)


def _rows_in(name: str, text: str) -> int:
    if name.endswith(".txt"):
        lines = [line for line in text.splitlines() if line.strip() and line.strip()[0] not in "#["]
        by_line = Path(name).stem in (forms.PEOPLE_FILE, forms.CITIES_FILE)
        return len(lines) if by_line else sum(len(line.split()) for line in lines)
    return _counted(parse_lexicon(text))


def _counted(data: Any) -> int:  # noqa: ANN401 - parsed YAML
    """Rows of a list; entries of a table of values; the sum of a table of lists."""
    if not isinstance(data, dict):
        return len(data or ())
    parts = [value for value in data.values() if isinstance(value, (dict, list))]
    if not parts or all(
        isinstance(v, list) and not all(isinstance(x, (str, dict)) for x in v) for v in parts
    ):
        return len(data)
    return sum(_counted(value) for value in parts)


def check_text(name: str, text: str, known: _Known) -> list[Problem]:
    """Everything wrong with the text of one file."""
    file = Path(name).name
    if file not in forms.NAMES:
        return [
            Problem(name, 1, f"There is no lexicon file called {file}.", _did_you_mean(file, forms.NAMES))
        ]
    check = _FileCheck(name, known)
    if file.endswith(".txt"):
        check.lines(Path(file).stem, text)
    else:
        check.tables(Path(file).stem, text)
    return sorted(check.found)


# -- what is known beforehand ---------------------------------------------------------------------------


@dataclass
class _Known:
    """Who has which code and name, and which cities there are, in all files together."""

    codes: set[str] = field(default_factory=set)
    owners: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    """Name -> code, file and line of the party that has it. Files added later take precedence."""
    cities: set[tuple[str, str]] = field(default_factory=set)
    rows: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)
    """Code -> for each kind of file (states, igos ...) the file and line in which it has its row."""

    def add(self, name: str, text: str) -> None:
        """Takes in a file; what is wrong in it is told elsewhere."""
        stem = Path(name).stem
        if stem == forms.CITIES_FILE:
            parts = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
            self.cities |= {(p[0], p[1]) for p in parts if len(p) == 4}
        elif stem in forms.PARTY_FILES:
            self._add_parties(name, text)

    def _add_parties(self, name: str, text: str) -> None:
        for code, others, surfaces, line in _parties_in(text):
            self.codes |= {code, *others}
            at = self.rows.setdefault(code, {})
            if at.get(Path(name).stem, (name, 0))[0] != name:  # a user's row in place of ours
                self.owners = {surface: owner for surface, owner in self.owners.items() if owner[0] != code}
            at[Path(name).stem] = (name, line)
            for surface in surfaces:
                self.owners.setdefault(surface, (code, name, line))

    def has(self, code: str) -> bool:
        """Whether somebody has the code, or that of the party whose agency it is."""
        return code.partition(":")[0] in self.codes


@lru_cache(maxsize=32)
def _parties_in(text: str) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], int], ...]:
    """Code, other codes, names and line of each row of a file of parties; nothing of what can't be read."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ()
    rows = [
        row
        for key, value in (root.value if isinstance(root, yaml.MappingNode) else ())
        if key.value == "rows" and isinstance(value, yaml.SequenceNode)
        for row in value.value
    ]
    found = []
    for row in rows:
        values = _plain(row)
        if isinstance(code := values.get("code"), str):
            names = dict.fromkeys(text for key in _SURFACES for text in _strings(values.get(key)))
            found.append((code, tuple(_strings(values.get("aliases"))), tuple(names), _line(row)))
    return tuple(found)


def _shipped_under(files: Sequence[Path]) -> list[tuple[str, str]]:
    """Our own files, but for those that are checked themselves."""
    own = {file.resolve() for file in files}
    here = Path(__file__).parent / _LANGUAGE
    return [
        (name, shipped_text(_LANGUAGE, name)) for name in forms.NAMES if (here / name).resolve() not in own
    ]


def _text_of(file: Path) -> str | Problem:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return Problem(
                str(file), 1, "The file is larger than 4 MB.", "Split it, or leave out what ours has."
            )
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Problem(str(file), 1, "The file is no text in UTF-8.", "Save it as UTF-8.")
    except OSError as error:
        return Problem(str(file), 1, f"The file can't be read: {error.strerror}.", "")


# -- one file -------------------------------------------------------------------------------------------


class _FileCheck:
    """Collects what is wrong with one file."""

    def __init__(self, name: str, known: _Known) -> None:
        self.name, self.known = name, known
        self.found: list[Problem] = []

    def say(self, line: int, what: str, right: str = "") -> None:
        """Notes a problem."""
        self.found.append(Problem(self.name, line, what, right))

    # ---- YAML

    def tables(self, stem: str, text: str) -> None:
        """A file of tables: its form first, then what its rows mean together."""
        root = self._parsed(text)
        if root is None:
            return
        self.value(root, _form_of(stem))
        if not self.found:
            _MEANING.get(stem, _no_more)(self, root)

    def _parsed(self, text: str) -> yaml.Node | None:
        """The file's nodes; None if it can't be read, or holds what could make it endless."""
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    self.say(line, f"'*{event.anchor}' is an alias in YAML, not a text.", _ALIAS_HELP)
                    return None
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
            parse_lexicon(text)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.say(line, f"The file can't be read as YAML: {error.problem}.", _YAML_HELP)
            return None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.say(1, f"The file can't be read as YAML: {str(error).splitlines()[0]}.", _YAML_HELP)
            return None
        if root is None:
            self.say(1, "The file is empty.", "Leave it out, or give it rows.")
        return root

    def value(self, node: yaml.Node, form: Form) -> None:
        """A value by its form."""
        _CHECKS[type(form)](self, node, form)

    def keys(self, node: yaml.Node, form: Keys) -> None:
        """A table with keys of its own."""
        if not self._is_table(node, f"a table with {_some(form.keys)}"):
            return
        met: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in met:
                self.say(_line(key), f"{name!r} stands twice in one row.", "Join the two.")
            elif name not in form.keys:
                self.say(_line(key), f"There is no key {name!r} here.", _did_you_mean(name, tuple(form.keys)))
            else:
                self.value(value, form.keys[name])
            met[name] = value
        for name in form.required:
            if name not in met:
                self.say(_line(node), f"The row has no {name!r}.", f"Give it one; it has {_some(met)}.")
        for names in form.any_of:
            if not met.keys() & set(names):
                self.say(_line(node), f"The row has none of {_some(names)}.", "Give it at least one of them.")

    def rows(self, node: yaml.Node, form: Rows) -> None:
        """A list of tables, no two with the same key."""
        if not self._is_list(node, "a list of rows, each beginning with '- '"):
            return
        met: dict[tuple[str, ...], int] = {}
        for row in node.value:
            self.value(row, form.row)
            if not isinstance(row, yaml.MappingNode) or not form.key:
                continue
            values = _plain(row)
            key = tuple(str(values.get(name)) for name in form.key)
            if key in met and all(name in values for name in form.key):
                what = " and ".join(f"{name} {value}" for name, value in zip(form.key, key, strict=True))
                self.say(_line(row), f"A row with {what} stands in line {met[key]} already.", "Join the two.")
            met.setdefault(key, _line(row))

    def listed(self, node: yaml.Node, form: Listed) -> None:
        """A list of values."""
        if self._is_list(node, "a list in brackets: [one, two]"):
            for item in node.value:
                self.value(item, form.item)

    def named(self, node: yaml.Node, form: Named) -> None:
        """A table of words."""
        if self._is_table(node, "a table: word: value"):
            met: set[str] = set()
            for key, value in node.value:
                self.text(key, Text("word"))
                if str(key.value) in met:
                    self.say(_line(key), f"{key.value!r} stands twice.", "Leave one out.")
                met.add(str(key.value))
                self.value(value, form.value)

    def text(self, node: yaml.Node, form: Text) -> None:
        """A text, perhaps of a closed list or shape."""
        if not isinstance(node, yaml.ScalarNode):
            self.say(
                _line(node), f"Here stands {_sort(node)}, where a {form.what} belongs.", "Write one text."
            )
            return
        value = str(node.value)
        if not node.tag.endswith(":str"):
            right = (
                f'Put it in quotation marks: "{value}".' if value else "Write a text, or leave the key out."
            )
            self.say(
                _line(node), f"YAML takes {value or 'nothing'!r} for {_sort(node)}, not for a text.", right
            )
        elif not value.strip() or value != value.strip():
            self.say(_line(node), f"{value!r} is empty or has spaces at its ends.", "Write it without.")
        elif form.one_of and value not in form.one_of:
            self.say(_line(node), f"There is no {form.what} {value!r}.", _did_you_mean(value, form.one_of))
        elif form.like and not re.fullmatch(form.like, value):
            self.say(_line(node), f"{value!r} is no {form.what}.", f"Write {form.right}.")
        elif form is forms.PARTY and not self.known.has(value):
            self.unknown(node, value)

    def unknown(self, node: yaml.Node, code: str) -> None:
        """Says that nobody has a code."""
        known = tuple(sorted(self.known.codes))
        self.say(_line(node), f"No party has the code {code!r}.", _did_you_mean(code, known, add=_ADD_PARTY))

    def pattern(self, node: yaml.Node, _: Pattern) -> None:
        """Words that can be matched."""
        before = len(self.found)
        self.text(node, Text("pattern"))
        if len(self.found) > before:
            return
        value = str(node.value)
        try:
            PatternMatcher([(value, None)])
        except ValueError as error:
            self.say(
                _line(node), f"{value!r} can't be looked for: {str(error).partition(':')[0]}.", _PATTERN_HELP
            )
            return
        wrong = [c for part in value.split() if part != ".." for c in part.split("|") if not _is_word(c)]
        if wrong:
            self.say(_line(node), f"No word of a text is {wrong[0]!r} (in {value!r}).", _PATTERN_HELP)

    def flag(self, node: yaml.Node, _: Flag) -> None:
        """True or false."""
        if not node.tag.endswith(":bool"):
            self.say(
                _line(node), f"Here stands {_shown(node)}, where yes or no belongs.", "Write true or false."
            )

    def number(self, node: yaml.Node, form: Number) -> None:
        """A number within bounds."""
        value = _number(node)
        whole = value is not None and (not form.whole or value == int(value))
        if value is None or not whole or not form.least <= value <= form.most:
            right = f"Write a {'whole ' if form.whole else ''}number from {form.least:g} to {form.most:g}."
            self.say(_line(node), f"Here stands {_shown(node)}, where a number belongs.", right)

    def date(self, node: yaml.Node, _: Date) -> None:
        """An EDTF date."""
        value = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if edtf.bounds(value) is None:
            self.say(_line(node), f"{_shown(node)} is no EDTF date.", "Write 1991, 1991-12 or 1991-12-26.")

    def place(self, node: yaml.Node, _: PlaceRow) -> None:
        """Country and coordinates."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else []
        if len(parts) != 3:
            self.say(_line(node), f"Here stands {_shown(node)}, where a place belongs.", _PLACE_HELP)
            return
        self._country(parts[0], may_lack=True)
        for part, most in zip(parts[1:], (90, 180), strict=True):
            self.number(part, Number(-most, most, whole=False))

    def spelling(self, node: yaml.Node, _: Spelling) -> None:
        """A city of places_cities.txt."""
        parts = node.value if isinstance(node, yaml.SequenceNode) else []
        if len(parts) != 2 or not all(isinstance(p, yaml.ScalarNode) for p in parts):
            self.say(_line(node), f"Here stands {_shown(node)}, where a city belongs.", _SPELLING_HELP)
            return
        name, country = (str(part.value) for part in parts)
        self._country(parts[1])
        if (name, country) not in self.known.cities:
            there = tuple(sorted(city for city, where in self.known.cities if where == country))
            right = _did_you_mean(
                name, there, add="Write a city of places_cities.txt, or put the place under cities."
            )
            self.say(_line(node), f"places_cities.txt has no {name!r} in {country}.", right)

    def _country(self, node: yaml.Node, *, may_lack: bool = False) -> None:
        if may_lack and node.tag.endswith(":null"):
            return
        self.text(node, forms.PARTY)

    def _is_table(self, node: yaml.Node, right: str) -> bool:
        return self._is(node, yaml.MappingNode, right)

    def _is_list(self, node: yaml.Node, right: str) -> bool:
        return self._is(node, yaml.SequenceNode, right)

    def _is(self, node: yaml.Node, sort: type[yaml.Node], right: str) -> bool:
        if isinstance(node, sort):
            return True
        self.say(_line(node), f"Here stands {_sort(node)}.", f"Write {right}.")
        return False

    # ---- what rows mean together

    def events(self, root: yaml.Node) -> None:
        """Modes fit their types; no pattern stands twice."""
        met: dict[tuple[str, ...], int] = {}
        for row in root.value:
            values = _plain(row)
            mode, allowed = values.get("mode"), MODES.get(values["type"], ())
            if mode and mode not in allowed:
                right = (
                    f"{values['type']} has {_some(allowed)}."
                    if allowed
                    else f"{values['type']} has no modes."
                )
                self.say(_line(row), f"{values['type']} has no mode {mode!r}.", right)
            for node in (n for key, value in row.value if key.value in forms.FRAMES for n in value.value):
                self._once(met, node)

    def _once(self, met: dict[tuple[str, ...], int], node: yaml.Node) -> None:
        """Notes a pattern whose words stand in another already, so that it is never looked at."""
        ways = _ways(str(node.value))
        old = next((met[way] for way in ways if way in met), None)
        if old is not None:
            what = f"The trigger {node.value!r} stands in line {old} already, and there it counts."
            self.say(_line(node), what, "Leave one of them out.")
        met.update(dict.fromkeys(ways, _line(node)))

    def parties(self, root: yaml.Node) -> None:
        """Every row has its kind, and names that nobody else has."""
        kind = _plain(root).get("kind") or _shipped_kind(Path(self.name).stem)
        for row in next((value.value for key, value in root.value if key.value == "rows"), ()):
            values = _plain(row)
            code = str(values["code"])
            if not (values.get("kind") or kind):
                self.say(
                    _line(row),
                    f"{code} has no kind.",
                    "Write kind: agency (or state, igo, group, organization).",
                )
            for file, line in (
                at for stem, at in self.known.rows[code].items() if stem != Path(self.name).stem
            ):
                what = f"{code} has a row in {Path(file).name} too (line {line})."
                self.say(
                    _line(row),
                    what,
                    "One party has one row: give this one a code of its own, or join the two.",
                )
            for text in sorted({t for key in _SURFACES for t in _strings(values.get(key))}):
                owner, file, line = self.known.owners.get(text, (code, "", 0))
                if owner != code:
                    where = f"{Path(file).name}, line {line}"
                    right = "Names belong to one party: leave it out of one of them, or make it longer."
                    self.say(
                        _line(row), f"{text!r} is a name of {owner} ({where}) as well as of {code}.", right
                    )

    # ---- text files

    def lines(self, stem: str, text: str) -> None:
        """A file of lines."""
        sections = _sections(stem)
        within = not sections
        for number, line in enumerate(text.splitlines(), 1):
            kept = line.strip()
            if not kept or kept.startswith("#"):
                continue
            if stem == forms.PEOPLE_FILE:
                self.person(number, kept)
            elif stem == forms.CITIES_FILE:
                self.city(number, line)
            elif kept.startswith("["):
                within = True
                if kept.strip("[]") not in sections:
                    self.say(
                        number, f"There is no section {kept!r}.", _did_you_mean(kept.strip("[]"), sections)
                    )
            elif not within:
                self.say(number, "The words stand in no section.", f"Open one before: [{sections[0]}].")
        if stem == forms.PEOPLE_FILE:
            self.terms(text)

    def person(self, number: int, line: str) -> None:
        """Name | other names | terms of office."""
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or not all(parts):
            self.say(number, f"The line has {len(parts)} parts between '|', or an empty one.", _PERSON_HELP)
            return
        for term in () if parts[2] == "-" else parts[2].split(";"):
            match = _TERM.fullmatch(term.strip())
            if match is None:
                self.say(number, f"{term.strip()!r} is no term of office.", _PERSON_HELP)
            elif not self.known.has(match["party"]):
                known = tuple(sorted(self.known.codes))
                right = _did_you_mean(match["party"], known, add=_ADD_PARTY)
                self.say(number, f"No party has the code {match['party']!r}.", right)
            elif match["until"] and match["until"][1:] and match["until"][1:] < match["since"]:
                self.say(
                    number, f"The term {term.strip()!r} ends before it begins.", "Write the years in order."
                )

    def terms(self, text: str) -> None:
        """No two people hold an office of which there is one at the same time."""
        held: dict[tuple[str, str], list[tuple[int, int, str, int]]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            for match in _terms_of(line):
                if not _ONE_AT_A_TIME.fullmatch(match["office"]):
                    continue
                since = int(match["since"])
                until = int(match["until"][1:] or 9999) if match["until"] else since
                holders = held.setdefault((match["party"], match["office"]), [])
                who = line.split("|")[0].strip()
                for other_since, other_until, other, at in holders:
                    if other != who and since < other_until and other_since < until:
                        office = f"{match['office']} of {match['party']}"
                        what = f"{who} and {other} (line {at}) are both {office} at one time."
                        self.say(number, what, "Let the one term end in the year in which the other begins.")
                holders.append((since, until, who, number))

    def city(self, number: int, line: str) -> None:
        """Name, country, latitude, longitude."""
        parts = line.split("\t")
        if len(parts) != 4:
            self.say(number, f"The line has {len(parts)} fields.", _CITY_HELP)
            return
        try:
            latitude, longitude = float(parts[2]), float(parts[3])
        except ValueError:
            self.say(number, f"{parts[2]!r} and {parts[3]!r} are no coordinates.", _CITY_HELP)
            return
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            self.say(number, "The coordinates lie outside the world.", _CITY_HELP)
        if not self.known.has(parts[1]):
            self.say(number, f"No party has the code {parts[1]!r}.", _CITY_HELP)


def _no_more(_check: _FileCheck, _root: yaml.Node) -> None:
    """Nothing to check beyond the form."""


_MEANING: Final = {
    "events": _FileCheck.events,
    **dict.fromkeys(forms.PARTY_FILES, _FileCheck.parties),
}
_CHECKS: Final[dict[type[Any], Any]] = {
    Text: _FileCheck.text,
    Pattern: _FileCheck.pattern,
    Date: _FileCheck.date,
    Flag: _FileCheck.flag,
    Number: _FileCheck.number,
    PlaceRow: _FileCheck.place,
    Spelling: _FileCheck.spelling,
    Listed: _FileCheck.listed,
    Named: _FileCheck.named,
    Keys: _FileCheck.keys,
    Rows: _FileCheck.rows,
}

_YAML_HELP: Final = (
    "Look for a bracket or quotation mark that is not closed, a tab, or a colon in a text without quotes."
)
_ALIAS_HELP: Final = "Put it in quotation marks; a pattern can't begin with *."
_PATTERN_HELP: Final = (
    "A pattern is words with spaces between; a|b is a choice, a trailing * any ending (after three letters or"
    " more in the first word), .. up to four words, but not at either end."
)
_PLACE_HELP: Final = "Write [country, latitude, longitude], such as [RUS, 59.8, 30.1]; null for no country."
_SPELLING_HELP: Final = "Write [name in places_cities.txt, country], such as [Moscow, RUS]."
_PERSON_HELP: Final = (
    "Write Name | other names or - | party office year-year; ...,"
    " such as Siti Contoh | - | IDN menteri 2019-2024."
)
_CITY_HELP: Final = "Write name, country, latitude, longitude with tabs between: Sochi, RUS, 43.6, 39.7."
_ADD_PARTY: Final = (
    "Write the code of a row, or add a row for it to states.yaml, igos.yaml, agencies.yaml, groups.yaml or"
    " organizations.yaml."
)


@cache
def _form_of(stem: str) -> Form:
    """The form of a file; of a file of word lists, that of ours."""
    if stem in forms.FORMS:
        return forms.FORMS[stem]
    patterns = forms.PATTERN_LISTS.get(stem, ())
    data = parse_lexicon(shipped_text(_LANGUAGE, f"{stem}.yaml"))
    return Keys({key: _like(value, patterns=bool({"*", key} & set(patterns))) for key, value in data.items()})


def _like(value: Any, *, patterns: bool) -> Form:  # noqa: ANN401 - parsed YAML
    """The form that a value of ours has."""
    if isinstance(value, dict):
        inner = list(value.values())
        if all(isinstance(v, list) for v in inner):
            return Keys({key: _like(v, patterns=patterns) for key, v in value.items()})
        return Named(_like(inner[0], patterns=patterns))
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            keys = {key: _like(v, patterns=False) for row in value for key, v in row.items()}
            return Rows(Keys(keys, required=tuple(value[0])))
        return Listed(_like(value[0], patterns=patterns) if value else Text("word"))
    if isinstance(value, bool):
        return Flag()
    if isinstance(value, (int, float)):
        return Number(-9999, 9999, whole=isinstance(value, int))
    return Pattern() if patterns else Text("word")


@cache
def _sections(stem: str) -> tuple[str, ...]:
    """The sections of our text file of that name."""
    if stem not in forms.SECTION_FILES:
        return ()
    lines = shipped_text(_LANGUAGE, f"{stem}.txt").splitlines()
    return tuple(line.strip().strip("[]") for line in lines if line.startswith("["))


@cache
def _shipped_kind(stem: str) -> str | None:
    kind = parse_lexicon(shipped_text(_LANGUAGE, f"{stem}.yaml")).get("kind")
    return str(kind) if kind else None


def _terms_of(line: str) -> Iterator[re.Match[str]]:
    parts = line.split("|")
    if len(parts) == 3 and not line.startswith("#"):
        for term in parts[2].split(";"):
            if match := _TERM.fullmatch(term.strip()):
                yield match


def _ways(pattern: str) -> list[tuple[str, ...]]:
    """The wordings that a pattern stands for, if they are not too many."""
    parts = [part.split("|") for part in pattern.lower().replace("kerja sama", "kerjasama").split()]
    size = 1
    for part in parts:
        size *= len(part)
    return list(product(*parts)) if size <= _MOST_CHOICES else [tuple("|".join(part) for part in parts)]


def _is_word(choice: str) -> bool:
    return bool(_WORD.fullmatch(choice.removesuffix("*")))


def _plain(node: yaml.Node) -> dict[str, Any]:
    """A row's keys with their values: texts, and lists of texts."""
    found: dict[str, Any] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(value, yaml.SequenceNode):
            found[str(key.value)] = [str(v.value) for v in value.value if isinstance(v, yaml.ScalarNode)]
        elif isinstance(value, yaml.ScalarNode):
            found[str(key.value)] = str(value.value)
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def _number(node: yaml.Node) -> float | None:
    try:
        return float(node.value) if node.tag.endswith((":int", ":float")) else None
    except (TypeError, ValueError):
        return None


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _sort(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "a table"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    names = {
        "bool": "yes or no",
        "int": "a number",
        "float": "a number",
        "null": "nothing",
        "timestamp": "a date",
    }
    return names.get(node.tag.rpartition(":")[2], "a text")


def _shown(node: yaml.Node) -> str:
    return repr(str(node.value)) if isinstance(node, yaml.ScalarNode) else _sort(node)


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more


def _did_you_mean(value: str, allowed: Sequence[str], *, add: str = "") -> str:
    """The likest of what is allowed, or all of it where that is short."""
    by_case = {name.casefold(): name for name in reversed(allowed)}
    near = get_close_matches(value.casefold(), by_case, n=3, cutoff=0.6)
    if near:
        return f"Perhaps {' or '.join(by_case[name] for name in near)}.{f' {add}' if add else ''}"
    return add or f"Allowed: {', '.join(allowed)}."
