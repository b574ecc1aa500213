"""Room 2, article: pages flattened to text, and rows that hold an article's text (codebook 1).

A flattened page is lines. Each gets a kind by its words and shape; the article is the run of lines in which
paragraphs outweigh the rest, from a dateline if there is one to the heading of what follows articles. What
stands before it gives title, date, bylines and captions.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from jejak.article.boilerplate import (
    cut_paragraph,
    cut_summary,
    ends_article,
    ends_sentence,
    find_tail,
    headline_end,
    heads_box,
    is_boilerplate,
    is_headline,
    opens_related,
    repeats,
)
from jejak.article.dates import infer_published, is_date_line, parse_published, plain_spaces, spoken_days
from jejak.article.decode import decode
from jejak.article.language import detect_language
from jejak.article.metadata import (
    Dateline,
    find_agency_dateline,
    find_credits,
    parse_byline,
    person_names,
    read_dateline,
)
from jejak.article.publishers import name_publisher, publisher_named
from jejak.errors import NoArticle
from jejak.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jejak.model import Capture

MAX_CHARACTERS: Final = 2_000_000
"""Longest text taken for one page; more is a dump or a broken export, and is refused rather than cut."""

FEWEST_CHARACTERS: Final = 140
"""A body shorter than this is a teaser, not an article."""


# ---------------------------------------------------------------- rows


def read_row(capture: Capture) -> Article:
    """The article of a row: its text without a scraper's leftovers, its columns as metadata.

    Raises NoArticle where no words of an article are left, NotText for a binary body.
    """
    text = _bounded(decode(capture))
    hints = capture.hints
    lines = [line.strip() for line in _unwrapped(text[: cut_summary(text)].split("\n"))]
    lines, tails = _without_tail([line for line in lines if line])
    kept, dropped = _own_paragraphs(lines)
    kept, more = _without_tail(kept)
    dropped += [*tails, *more]
    kept, dateline, above = _without_dateline(kept, hints.title)
    dropped += above
    if not kept:
        raise NoArticle("The row's body holds no words of an article, only a scraper's leftovers.")
    given_bylines, given_editors = parse_byline(hints.author)
    credits = find_credits([piece for line in dropped for piece in _credit_pieces(line)])
    body = "\n".join(kept)
    published, inferred = _dates(capture, [hints.date], body)
    return Article(
        doc=capture.doc,
        text=body,
        title=_clean(hints.title),
        publisher=name_publisher(
            hints.publisher, url=hints.url, source=dateline.source if dateline else None
        ),
        published=published,
        published_inferred=inferred,
        bylines=given_bylines or credits.bylines,
        editors=_merged(given_editors, credits.editors),
        dateline=dateline.place if dateline else None,
        language=detect_language(body, hint=hints.language),
        url=hints.url,
    )


def _bounded(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise NoArticle(
            f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are allowed. "
            "Split it into articles."
        )
    return text


def _clean(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text).strip() or None if text else None


def _merged(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for some in names for name in some))


def _own_paragraphs(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """(the article's paragraphs, the lines and stretches dropped); "Baca juga:" takes its headline along."""
    kept: list[str] = []
    dropped: list[str] = []
    link_opened = False
    for line in lines:
        if not line:
            continue
        if link_opened and not is_boilerplate(line):
            line, link = _after_link(line)
            dropped += [link] if link else []
        link_opened = opens_related(line) if line else False
        if not line:
            continue
        if is_boilerplate(line) or _is_lone_credit(line):
            dropped.append(line)
            continue
        kept += cut_paragraph(line)
    return kept, dropped


def _after_link(line: str) -> tuple[str, str]:
    """(what is the article's, the headline before it) in the line that follows "Baca juga:"."""
    if is_headline(line):
        return "", line
    end = headline_end(line)
    words = line[:end].split()
    if end < len(line) and len(words) >= 4 and is_headline(line[:end]):
        return line[end:].strip(), line[:end].strip()
    return line, ""


def _is_lone_credit(line: str) -> bool:
    return len(line) < 150 and bool(find_credits([line]).lines)


_MOST_TAILS: Final = 30


def _without_tail(kept: Sequence[str]) -> tuple[list[str], list[str]]:
    """(paragraphs without what ends the article but is not its own, those stretches)."""
    paragraphs = list(kept)
    cut: list[str] = []
    for _ in range(_MOST_TAILS):
        if not paragraphs:
            break
        tail = find_tail(paragraphs[-1])
        cut += tail.words
        rest = paragraphs[-1][: tail.start].rstrip()
        pieces = cut_paragraph(rest) if rest else []
        cut += [piece for piece in pieces if is_boilerplate(piece)]
        pieces = [piece for piece in pieces if not is_boilerplate(piece)]
        changed = pieces != [paragraphs[-1]]
        paragraphs[-1:] = pieces
        if not changed:
            break
    return paragraphs, cut


_AFTER_CREDITS = re.compile(
    r"(?:(?<!\s)\s+)?(?:copyright|hak cipta|©)|\s(?:tonton|simak|saksikan|lihat|baca)\s", re.I
)


_BRACKETED_NAME = re.compile(
    r"\((?:[\w.-]{3,30}/|Kontributor [A-Z]\w+ )?(?P<name>[A-Z][\w'’. ]{4,50}?)(?: di)? ?\)"
)


_CREDIT_LABEL = re.compile(
    r"(?:Pewarta|Penerjemah|Penulis|Reporter|Rep|Editor|EDITOR|PENULIS|Red|Redaktur|Oleh"
    r"|[Dd]i(?:adaptasi|terjemahkan|tulis|produksi) [Oo]leh)\b"
)
# "(Penulis Kontributor Medan, Ani Lestari | Editor Budi Santoso)"
_BRACKETED_LABEL = re.compile(r"\b(Penulis|Editor|Reporter)(?: Kontributor [^,()|]{2,30},)?[ ]{1,2}(?=[A-Z])")


# "Laporan Ani Lestari | Aceh Besar", a capital "I" for the stroke too
_OWN_REPORT = re.compile(
    r"Laporan (?!(?i:langsung|wartawan|reporter|kontributor|koresponden|jurnalis)\b)"
    r"(?P<name>[A-Z][\w'.-]+(?: [A-Z][\w'.-]+){1,4}?)(?: [|I] [A-Z][\w -]{2,40})?"
)


def _credit_pieces(line: str) -> list[str]:
    """A dropped stretch as lines that credits can be read from."""
    if own := _OWN_REPORT.fullmatch(line):
        return [f"Laporan: {own['name']}"]
    if line.startswith("Laporan "):
        return [line.rstrip(" .")]
    line = _BRACKETED_LABEL.sub(r"\1: ", line)
    start = _CREDIT_LABEL.search(line)
    if start:
        return [_AFTER_CREDITS.split(line[start.start() :], maxsplit=1)[0].rstrip(" .:")]
    bracketed = _BRACKETED_NAME.fullmatch(line.strip())
    return [f"Editor: {bracketed['name']}"] if bracketed and " " in bracketed["name"] else []


def _without_dateline(kept: Sequence[str], title: str | None) -> tuple[list[str], Dateline | None, list[str]]:
    """(paragraphs without dateline and what stands before it, the dateline, what stood before it)."""
    if not kept:
        return [], None, []
    first, rest = kept[0], list(kept[1:])
    if found := read_dateline(first):
        return [first[found.end :].strip(), *rest], found, []
    if behind := find_agency_dateline(first):
        at, found = behind
        teaser = first[:at].strip()
        own = [teaser] if teaser and not repeats(teaser, first[found.end :] + "\n".join(rest), 0.8) else []
        return [*own, first[found.end :].strip(), *rest], found, []
    inside = [(at, found) for at in _sources_inside(first, title) if (found := read_dateline(first[at:]))]
    if inside:  # "Laporan wartawan SITUS.COM, Ani Lestari SITUS.COM, KOTA - ": the last that says where
        at, found = max(inside, key=lambda one: (one[1].place is not None, one[0]))
        return [first[at + found.end :].strip(), *rest], found, [first[:at].strip()]
    if rest and len(first) < 300 and (found := read_dateline(rest[0])):
        is_own = not is_headline(first) and not repeats(first, "\n".join(rest), 0.8)
        above = [first] if is_own else []
        return [*above, rest[0][found.end :].strip(), *rest[1:]], found, [] if is_own else [first]
    return [first, *rest], None, []


_SOURCE_INSIDE = re.compile(
    r"(?<=\s)(?<!TRIBUNNEWS )"
    r"(?=(?:(?:[A-Z]{3,20}(?: [A-Z]{2,20}){0,2}, )?|TRIBUNNEWS )[A-Z0-9-]{3,25}\.(?i:com|co\.id|id|co|net)\b)"
)


def _sources_inside(first: str, title: str | None) -> Iterator[int]:
    """Where "SITUS.COM - " stands behind a title or a "Laporan wartawan ..." glued to the first paragraph."""
    for match in _SOURCE_INSIDE.finditer(first[:250]):
        before = first[: match.start()].strip()
        credit = before.startswith("Laporan ") or _CREDIT_LABEL.match(before)
        if credit or is_headline(before) or (title and repeats(before, title, 0.6)):
            yield match.start()


_NUMBERS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")


def _dates(capture: Capture, lines: Sequence[str | None], body: str) -> tuple[str | None, str | None]:
    """(published, inferred) from the first line that gives a date, else from the body."""
    latest = date.fromisoformat(capture.fetched[:10]) if capture.fetched else None
    publisher = capture.hints.publisher
    ambiguous = any(line and _NUMBERS.search(line) for line in lines)
    near = spoken_days(body) if ambiguous else ()
    for line in lines:
        if given := parse_published(line, publisher=publisher, latest=latest, near=near):
            return given, None
    return infer_published(body, latest=latest)


# ---------------------------------------------------------------- line breaks


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that one sentence runs over: no end mark here, a small letter there."""
    runs: list[list[str]] = []
    for line in lines:
        plain = line.strip()
        before = runs[-1][-1] if runs else ""
        goes_on = len(before) >= 30 or (runs and len(runs[-1]) > 1)
        if goes_on and plain[:1].islower() and before[-1:].isalnum():
            runs[-1].append(plain)
        else:
            runs.append([plain])
    return [" ".join(run) for run in runs]


def _unfolded(lines: Sequence[str]) -> list[str]:
    """The lines, with blocks between blank lines made one line each where the page is folded at a width."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    folded = [line for block in blocks for line in block[:-1]]
    width = max((len(line) for line in lines), default=0)
    if len(folded) < 8 or width > 110 or sum(len(line) > 0.7 * width for line in folded) < 0.8 * len(folded):
        return list(lines)
    return [line for block in blocks for line in (" ".join(block), "")]


# ---------------------------------------------------------------- flattened pages


@dataclass(slots=True)
class _Line:
    """A line of the page, what it is, and how much it speaks for being in the article."""

    text: str
    kind: str
    weight: float
    dateline: Dateline | None = None


@dataclass(slots=True)
class _Page:
    """The parts of a flattened page, as found so far."""

    body: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    title: str | None = None
    dateline: Dateline | None = None


def read_flattened(capture: Capture) -> Article:
    """The article of a page flattened to text.

    Raises NoArticle for pages without one (empty, index, teaser), NotText for binary bodies.
    """
    text = _bounded(decode(capture))
    hints = capture.hints
    page = _parts(_unwrapped(_unfolded(text[: cut_summary(text)].split("\n"))))
    found = find_credits(page.credits)
    given_bylines, given_editors = parse_byline(hints.author)
    body = "\n".join(page.body)
    published, inferred = _dates(capture, [*_published_first(page.dates), hints.date], body)
    source = page.dateline.source if page.dateline else None
    return Article(
        doc=capture.doc,
        text=body,
        title=_clean(hints.title) or page.title,
        publisher=name_publisher(hints.publisher, url=hints.url, source=source),
        published=published,
        published_inferred=inferred,
        bylines=_merged(given_bylines, found.bylines),
        editors=_merged(given_editors, found.editors),
        dateline=page.dateline.place if page.dateline else None,
        language=detect_language(body, hint=hints.language),
        url=hints.url,
        captions=tuple(page.captions),
    )


def _published_first(lines: Sequence[str]) -> list[str]:
    """Date lines, those that say when the page was published before those that say when it was changed."""
    return sorted(
        lines, key=lambda line: "diterbitkan" not in line.lower() and "published" not in line.lower()
    )


def _parts(texts: Sequence[str]) -> _Page:
    lines = _classified(texts)
    start, end = _article_span(lines)
    page = _Page()
    _take_body(page, lines[start:end])
    _take_header(page, lines[:start])
    page.credits += [line.text for line in lines[end:] if line.kind in ("credit", "boiler", "short")][:40]
    _refuse_index(page, lines[start:end])
    return page


_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-•*·–▪◦])\s+\S")
_PHOTO_CREDIT = re.compile(
    r"\((?=[^()]{2,100}\)\.?$)(?:[^()]*[^\W\d_]{2,}\s?/\s?[^()]*[^\W\d_]"
    r"|[^()]*\b(?i:foto|photo|dok|istimewa|getty|instagram|youtube|tangkapan layar|screenshot|ilustrasi"
    r"|images|shutterstock|pexels|unsplash)\b)[^()]*\)\.?$"
    r"|(?<=[^\W\d_])\s?/\s?(?:[A-Z][\w-]+ ?){1,5}$"
    r"|\b(?:ANTARA FOTO|Getty Images|EPA-EFE|via REUTERS)\b.{0,60}$"
)
_CAPTION_START = re.compile(
    r"(?:foto|photo|gambar|ilustrasi|keterangan foto|caption|dok(?:umentasi)?|tangkapan layar)\b[ :]", re.I
)
_AGENCIES = r"(?:antara|reuters|afp|ap|xinhua|tass|dpa|cnn|bbc|cnbc|bernama|anadolu|bloomberg)"
_AGENCY_CREDIT = re.compile(rf"\({_AGENCIES}(?:\s?[/,-]\s?{_AGENCIES}){{0,3}}\)\.?", re.I)
_CREDIT_ONLY = re.compile(
    r"(?:(?:foto|photo|credit|kredit|image|sumber foto|dok)\s?:|sumber gambar\s?,)\s?.{2,80}$", re.I
)
_FILE_NAME = re.compile(r"\d{8}-\S|\S+\.(?:jpe?g|png|webp|gif)$", re.I)
_WEIGHTS: Final = {
    "short": -0.7,
    "date": -1.0,
    "credit": -0.4,
    "boiler": -0.25,
    "caption": 0.0,
    "item": 0.3,
    "box": -3.0,
    "end": -8.0,
}
_FEW_REPEATS: Final = 3
_LONGEST_CAPTION: Final = 400
_LONGEST_LIST: Final = 40


def _classified(texts: Sequence[str]) -> list[_Line]:
    """The lines that are not blank, each with its kind; short lines that a page repeats are boilerplate."""
    times = Counter(text.casefold() for text in texts if len(text) < 160)
    lines = []
    datelined = False
    for text in texts:
        if not text.strip():
            continue
        kind = "boiler" if times[text.casefold()] >= _FEW_REPEATS else _kind(text)
        dateline = read_dateline(text) if kind in ("paragraph", "sentence") else None
        weight = _WEIGHTS.get(kind, 0.0)
        if kind in ("paragraph", "sentence"):
            weight = _paragraph_weight(text, dateline, datelined)
            datelined = datelined or dateline is not None
        lines.append(_Line(text, kind, weight, dateline))
    _mark_captions(lines)
    return lines


def _paragraph_weight(text: str, dateline: Dateline | None, datelined: bool) -> float:
    """Running text speaks for the article; a second dateline or a broken-off end for another's teaser."""
    if (dateline and datelined) or text.endswith(("...", "…")):
        return 0.0
    return 1.0 + min(3.0, len(text) / 100) + (5.0 if dateline else 0.0)


def _kind(text: str) -> str:
    """What a line is by itself: paragraph, sentence, item, short, caption, date, credit, boiler or end."""
    if ends_article(text):
        return "box" if heads_box(text) else "end"
    if len(text) <= 200 and is_date_line(text):
        return "date"
    if is_boilerplate(text):
        return "boiler"
    if len(text) <= 200:
        if find_credits([text]).lines or _is_label(text):
            return "credit"
        if _FILE_NAME.match(text) or _CREDIT_ONLY.match(text):
            return "photo"
    if len(text) <= _LONGEST_CAPTION and _looks_like_caption(text):
        return "caption"
    return _kind_by_shape(text)


_SIGNED = re.compile(r" ?[(\[][^()\[\]]{1,25}[)\]]$")


def _kind_by_shape(text: str) -> str:
    words = len(text.split())
    if _ITEM.match(text) and len(text) < 200:
        return "item"
    closed = ends_sentence(_SIGNED.sub("", text)) or text.endswith((":", ";"))
    if (len(text) >= 80 and closed) or len(text) >= 200:
        return "paragraph"
    quoted = text[:1] in "\"“'‘" and words >= 4
    if closed and words >= 5 and (len(text) >= 40 or quoted) and not text.endswith(("?", "!")):
        return "sentence"
    if quoted and closed:
        return "sentence"
    return "short"


def _is_label(text: str) -> bool:
    return len(text) < 25 and text.rstrip(" :").lower() in (
        "penulis",
        "editor",
        "reporter",
        "pewarta",
        "tim redaksi",
    )


def _looks_like_caption(text: str) -> bool:
    if _CAPTION_START.match(text) and len(text.split()) > 4:
        return True
    match = _PHOTO_CREDIT.search(text[-160:])
    if match is None or _AGENCY_CREDIT.fullmatch(match.group()):
        return False
    return len(text.split()) > 4 or "/" not in match.group()[:2]  # "Home / Internasional" is a trail


_CAPTION_LABEL = re.compile(r"(?:keterangan (?:gambar|foto)|image caption|caption)\s?[,:]?", re.I)


def _may_be_caption(line: _Line, above: Sequence[_Line]) -> bool:
    """A sentence, or a short line that can't be the title since one stands above it."""
    if line.kind == "short":
        return any(other.kind == "short" and len(other.text.split()) >= 4 for other in above)
    return line.kind in ("sentence", "paragraph")


def _mark_captions(lines: list[_Line]) -> None:
    """Lines that a photo credit stands beside are captions, and so are their exact repetitions."""
    for index, line in enumerate(lines):
        if line.kind != "photo" or _FILE_NAME.match(line.text):
            continue
        before = lines[index - 1] if index else None
        above = "sumber gambar" not in line.text.lower() and before and not before.dateline
        if before and above and _may_be_caption(before, lines[: index - 1]):
            before.kind, before.weight = "caption", 0.0
    for label, after in pairwise(lines):
        if _CAPTION_LABEL.fullmatch(label.text) and after.kind in ("sentence", "paragraph", "short"):
            label.kind, label.weight = "photo", 0.0
            after.kind, after.weight = "caption", 0.0
    captions = {line.text for line in lines if line.kind == "caption"}
    for before, after in pairwise(lines):
        if before.text == after.text and 20 < len(before.text) <= _LONGEST_CAPTION:
            captions.add(before.text)
    for line in lines:
        if line.text in captions and line.kind in ("sentence", "paragraph", "short") and not line.dateline:
            line.kind, line.weight = "caption", 0.0


def _article_span(lines: Sequence[_Line]) -> tuple[int, int]:
    """First line and line after the last of the run whose weights sum highest; (0, 0) for none.

    The heading of what follows articles weighs so much that only a good deal more of the article outweighs
    it: some pages have a box of links amid the article. A dateline near its top begins the run.
    """
    best, span = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, line in enumerate(lines):
        if total <= 0.0:
            total, start = 0.0, index
        total += line.weight
        if total > best:
            best, span = total, (start, index + 1)
    start, end = span
    return _from_dateline(lines, start, _with_list(lines, end))


def _with_list(lines: Sequence[_Line], end: int) -> int:
    """The end of the run, or of the list that its last line announces with a colon."""
    if not end or not lines[end - 1].text.endswith(":"):
        return end
    last = end
    while last < min(len(lines), end + _LONGEST_LIST) and lines[last].kind in ("short", "item"):
        last += 1
    return last


def _from_dateline(lines: Sequence[_Line], start: int, end: int) -> tuple[int, int]:
    """The run from its dateline on, or from behind a lead that stands above date, credits and pictures."""
    own = [index for index in range(start, end) if lines[index].kind in ("paragraph", "sentence")]
    for index in own[:4]:
        if lines[index].dateline:
            return index, end
    if len(own) > 2 and _is_lead(lines, own[0], own[1]):
        return own[1], end
    return (own[0], end) if own else (start, end)


def _is_lead(lines: Sequence[_Line], first: int, second: int) -> bool:
    """Whether the first paragraph is a subtitle: short, above date, credits or a picture; or said again."""
    text = lines[first].text
    between = {line.kind for line in lines[first + 1 : second]}
    if len(text) < 250 and between & {"date", "credit", "photo"}:
        return True
    follows = "\n".join(line.text for line in lines[second : second + 3])
    return len(text) < 400 and repeats(text, follows, 0.9)


def _take_body(page: _Page, lines: Sequence[_Line]) -> None:
    """Fills body, captions, dates and credits from the article's run of lines."""
    kept: list[str] = []
    seen: set[str] = set()
    link_opened = False
    for index, line in enumerate(lines):
        if line.kind in ("paragraph", "sentence", "item"):
            text, link_opened = line.text, False
            if text in seen and len(text) > 60:
                continue
            seen.add(text)
            kept += cut_paragraph(text)
        elif line.kind == "short":
            if not link_opened and (_is_crosshead(lines, index) or _is_listed(lines, index)):
                kept.append(line.text)
        else:
            link_opened = link_opened or opens_related(line.text)
            _take_other(page, line)
    if kept and lines and (found := lines[0].dateline):
        page.dateline = found
        kept[0] = kept[0][found.end :].strip() if kept[0] == lines[0].text.strip() else kept[0]
    kept = [text for text in kept if text]
    page.body, tails = _without_tail(kept)
    page.credits += [piece for tail in tails for piece in _credit_pieces(tail)]


def _take_other(page: _Page, line: _Line) -> None:
    if line.kind == "caption" and line.text not in page.captions:
        page.captions.append(line.text)
    elif line.kind == "date":
        page.dates.append(line.text)
        page.credits.append(line.text)
    elif line.kind in ("credit", "boiler"):
        page.credits.append(line.text)


def _is_crosshead(lines: Sequence[_Line], index: int) -> bool:
    """A short line between two paragraphs: a heading inside the article, rather than a link in its way."""
    text = lines[index].text
    if (
        len(text) > 70
        or not 2 <= len(text.split()) <= 9
        or not text[:1].isupper()
        or text.endswith((",", "..."))
    ):
        return False
    before, after = lines[index - 1] if index else None, lines[index + 1] if index + 1 < len(lines) else None
    own = ("paragraph", "sentence", "item")
    return bool(before and after and before.kind in own and after.kind in own)


def _is_listed(lines: Sequence[_Line], index: int) -> bool:
    """A short line in a list that a paragraph announces with a colon."""
    while index and lines[index].kind == "short":
        index -= 1
    return lines[index].kind in ("paragraph", "sentence") and lines[index].text.endswith(":")


def _take_header(page: _Page, lines: Sequence[_Line]) -> None:
    """Title, dates, credits and captions from what stands above the article."""
    opening = "\n".join(page.body[:4])
    scored = [
        (score, -index, line.text)
        for index, line in enumerate(lines)
        if (score := _title_score(line, lines, index, opening)) > 0
    ]
    if scored:
        page.title = _without_site(max(scored)[2])
    captions: list[str] = []
    for line in lines:
        if line.kind == "caption" and line.text not in captions:
            captions.append(line.text)
        elif line.kind == "date":
            page.dates.append(line.text)
    page.captions = [*captions, *(text for text in page.captions if text not in captions)]
    page.credits = [*_header_credits(lines, page.title), *page.credits]


def _title_score(line: _Line, lines: Sequence[_Line], index: int, opening: str) -> float:
    """How much a line above the article reads like its title; 0 for lines that can't be one."""
    text = line.text
    words = text.split()
    if line.kind not in ("short", "sentence", "paragraph") or not 3 <= len(words) <= 30 or len(text) > 220:
        return 0.0
    heavy = set(re.findall(r"\w{4,}", text.casefold()))
    said = set(re.findall(r"\w{4,}", opening.casefold()))
    shared = len(heavy & said) / len(heavy) if heavy else 0.0
    closed = 0.5 if text.endswith(".") else 0.0
    again = any(other.text.startswith(text) for other in lines if other is not line)
    quoted = text.strip("\"“”'‘’. ") in opening
    return max(0.05, 2 * shared + (1.0 if again else 0.0) - (1.0 if quoted else 0.0) - closed - 0.01 * index)


def _without_site(title: str) -> str:
    """The title without the name of its site: "Judul - Kompas.com" -> "Judul"."""
    head, mark, site = title.rpartition(" - ") if " - " in title else title.rpartition(" | ")
    return head.strip() if mark and publisher_named(site) else title


def _header_credits(lines: Sequence[_Line], title: str | None) -> list[str]:
    """Lines that credits may be read from; persons' bare names beside the date come as labelled ones."""
    named = _names_by_date(lines, title)
    found = []
    for index, line in enumerate(lines):
        if index in named:
            found.append(f"Penulis: {line.text}")
        elif line.kind in ("credit", "date", "boiler") or (line.kind == "short" and line.text != title):
            found.append(
                line.text if not is_boilerplate(line.text) or _AFTER_LABEL.search(line.text) else "-"
            )
        else:
            found.append("-")
    return found


_AFTER_LABEL = re.compile(r"[:/] ?[A-Z]")


def _names_by_date(lines: Sequence[_Line], title: str | None) -> set[int]:
    """Indices of lines that are persons' names, in a row that reaches a date line or a label."""
    beside = {index for index, line in enumerate(lines) if line.kind == "date"}
    named: set[int] = set()
    for step in (1, -1):
        for start in sorted(beside):
            index = start + step
            while 0 <= index < len(lines) and lines[index].text != title and _passes(lines[index]):
                if _are_names(lines[index]) and not (index and _is_label(lines[index - 1].text)):
                    named.add(index)
                index += step
    return named


def _passes(line: _Line) -> bool:
    """Whether the row of names goes on over this line: a name, or the outlet's own."""
    return _are_names(line) or publisher_named(line.text) is not None


def _are_names(line: _Line) -> bool:
    text = plain_spaces(line.text).strip(" ,")
    if line.kind != "short" or len(text) > 60:
        return False
    names = person_names(text)
    pieces = re.split(r",\s|\s(?:dan|&)\s", text)
    return len(names) == len(pieces) and all(2 <= len(name.split()) <= 4 for name in names)


def _refuse_index(page: _Page, lines: Sequence[_Line]) -> None:
    """NoArticle where the run of lines is no article: too short, or teasers each with a date of its own."""
    size = sum(map(len, page.body))
    if size < FEWEST_CHARACTERS:
        raise NoArticle(
            f"The page has {size} characters of running text; an article has at least {FEWEST_CHARACTERS}."
        )
    paragraphs = sum(line.kind in ("paragraph", "sentence") for line in lines)
    headings = sum(line.kind in ("short", "date") for line in lines)
    dates = sum(line.kind == "date" for line in lines)
    if dates >= 3 and headings >= paragraphs:
        raise NoArticle(f"The page lists {dates} dated teasers; it is an index, not an article.")
