"""Room 2, article: which words of a page are not the article's (codebook 1), by phrase lists and shape.

The phrases are data (`languages/id/page_boilerplate.yaml`); this module knows how they stand in lines and
inside paragraphs that lost their line breaks. It drops words, and never changes the ones it keeps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import islice
from typing import Final

from jejak.article.dates import plain_spaces
from jejak.languages.data import parse_lexicon

_LONGEST_PROMPT: Final = 250
_SHORT_LINE: Final = 160
_EDGE = " \t.,:;!?…»«›‹>|#*·•–—-_\"'“”‘’[](){}/\\0123456789"
_SENTENCE_END = re.compile(r"""(?:[.!?…]|,(?=["”’]))["”’')\]]*$""")
_INNER_SENTENCE_END = re.compile(r"""[a-z)%"”’][.!?]["”’)]?[ ]+["“‘(]?[A-Z0-9]""")


@dataclass(frozen=True, slots=True)
class _Phrases:
    lines: frozenset[str]
    starts: tuple[str, ...]
    holds: re.Pattern[str]
    ends: frozenset[str]
    boxes: frozenset[str]
    inside: re.Pattern[str]
    tail: re.Pattern[str]
    openers: frozenset[str]
    small_words: frozenset[str]
    summaries: tuple[str, ...]


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    path = resources.files("jejak.languages.id") / "page_boilerplate.yaml"
    raw: dict[str, list[str]] = parse_lexicon(path.read_text("utf-8"))

    def any_of(words: list[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    return _Phrases(
        frozenset(raw["lines"]),
        tuple(raw["starts"]),
        re.compile(any_of(raw["holds"])),
        frozenset(raw["ends"]),
        frozenset(raw["boxes"]),
        re.compile(any_of(raw["inside"])),
        re.compile(
            rf"(?:(?<=[.!?\"”’)…])|(?<=\s)|^)(?:{any_of(raw['tails'])})\b"
            r"(?:[^\n]{0,60}|(?=[^\n]{0,350}(?:elegram|hats[Aa]pp|oogle|link|aplikasi|judul))[^\n]{0,350})$"
        ),
        frozenset(raw["openers"]),
        frozenset(raw["small_words"]),
        tuple(raw["summaries"]),
    )


def _plain(line: str) -> str:
    return " ".join(line.split()).casefold()


_SOURCE_LINE = re.compile(r"(?:sumber|source)[ ]?:")


def is_boilerplate(line: str) -> bool:
    """Whether the whole line is no part of an article, by its words alone. Blank lines are not."""
    if len(line) > _LONGEST_PROMPT or not line.strip():
        return False
    plain = _plain(line)
    bare = plain.strip(_EDGE)
    if not bare or bare in _phrases().lines or _is_row_of_labels(bare):
        return True
    if plain.startswith(_phrases().starts) and _is_prompt(line):
        return True
    if len(line) <= _SHORT_LINE and _phrases().holds.search(plain) and _is_prompt(line):
        return True
    if len(line) <= 60 and _SOURCE_LINE.match(plain):
        return True
    return "iklan" in bare.split() and len(bare.split()) <= 4


def _is_row_of_labels(bare: str) -> bool:
    """Whether every word is a label of its own: "facebook twitter whatsapp", "news global video"."""
    words = bare.split()
    return 2 <= len(words) <= 12 and all(word in _phrases().lines for word in words)


def _is_prompt(line: str) -> bool:
    """A prompt is one short stretch of words, not a paragraph that happens to begin like one."""
    return len(_INNER_SENTENCE_END.findall(line)) <= 1


def ends_article(line: str) -> bool:
    """Whether the line is the heading of what follows articles: tags, related lists, comment forms."""
    return len(line) <= 60 and _plain(line).strip(_EDGE) in _phrases().ends


def heads_box(line: str) -> bool:
    """Whether the line is the heading of a box of links that may stand amid an article."""
    return len(line) <= 60 and _plain(line).strip(_EDGE) in _phrases().boxes


def opens_related(line: str) -> bool:
    """Whether the line only announces the next one as a link: "Baca juga:"."""
    return len(line) <= 40 and _plain(line).strip(_EDGE) in (
        "baca juga",
        "lihat juga",
        "simak juga",
        "pilihan redaksi",
        "baca",
    )


def is_headline(line: str) -> bool:
    """Whether a line reads like another article's headline: no sentence end, most words capitalised."""
    words = plain_spaces(line).split()
    if not 3 <= len(words) <= 22 or len(line) > 160 or line.rstrip().endswith((".", ",", '"', "”", ":")):
        return False
    small = _phrases().small_words
    heavy = [word for word in words if word.lower() not in small]
    capital = sum(not word.lstrip("'\"“‘(")[:1].islower() for word in heavy)
    return bool(heavy) and capital >= 0.75 * len(heavy)


def ends_sentence(line: str) -> bool:
    """Whether the line closes a sentence."""
    return _SENTENCE_END.search(line.rstrip()[-8:]) is not None


# ---------------------------------------------------------------- inside paragraphs

_RELATED = re.compile(r"\bBaca[ ](?:juga[ ]{0,2}:|(?:Juga|JUGA)(?:[ ]{0,2}(?P<colon>:)|(?=[ ]?[A-Z])))\s*")
_TAIL_CREDITS = re.compile(
    r"(?:(?<![\w])|(?<=[A-Za-z0-9.)”\"]))(?:(?:Pewarta|Penerjemah|Penulis|Reporter|Rep|Editor|Redaktur)[ ]?:"
    r"|Di(?:adaptasi|terjemahkan|tulis)[ ][Oo]leh[ ]?:?)[ ]?(?=[A-Z])"
    r"(?:[^\n.!?]|(?<=\b[A-Z])\.|(?<=\b[A-Z][a-z])\.){0,200}\.?$"  # names and initials, no sentence
    r"|(?:Sumber: ?[\w.]{3,25} ?)?\((?:Penulis|Kontributor|Reporter)[ :][^()\n]{3,150}\)$"
)
_TAIL_COPYRIGHT = re.compile(
    r"(?:COPYRIGHT|Copyright|Hak [Cc]ipta)[ ]?(?:©|\(c\))?[^\n.]{0,60}$|©[^\n]{0,60}$"
)
_TAIL_PROMPT = re.compile(
    r"(?:(?<=[.!?\"”)])|(?<=\s))(?:Simak|Lihat|Tonton|Saksikan)[ ](?:juga[ ])?"
    r"(?:[Vv]ideo|Live|[\"“'‘])[^\n]{0,160}(?:di sini)?:?$"
)
_TAIL_LOOSE = re.compile(
    r"(?:[Ss]umber:[ ][\w/ ]{2,30}[ ])?(?:Advertisement|ADVERTISEMENT)$|[\s_*-]{4,40}$|[ ]\(\*(?:/\w+)?\)$"
)
_TAIL_SOURCE = re.compile(r"(?<=[.!?\"”)] )Sumber[ ]?:[ ]?[\w.'’ /-]{2,40}$")
_TAIL_URL = re.compile(r"https?://\S{5,300}$")
_TAIL_LOST_LINK = re.compile(r"(?<=[.!?\"”]):[ ][A-Z][^.!?\n]{10,160}[.!?]?$")
_TAIL_INITIALS = re.compile(
    r"(?<!\w)[(\[](?:[a-z]{2,6}(?:[ ]?[/,-][ ]?[a-z]{2,6}){0,3}"
    r"|[A-Z]{2,4}(?:/[A-Za-z]{2,4}){1,2}"
    r"|(?:Uu\.[ ]?)?(?:SYS/)?[A-Z]\d{3}(?:/[A-Z]\d{3}){0,3}|Uu\.[^()]{0,20}"
    r"|Antara|ANTARA|Ant|Reuters|AFP|AP|Xinhua|Bernama|ist)[)\]][ ]*$"
)
_TAIL_TAGS = re.compile(r"(?<!\w)\([a-z]{2,6}/[a-z]{2,6}\)[^.!?\n]{0,300}$")
_TAIL_NAME = re.compile(
    r"(?:(?<=[.!?\"”])|(?<=[.!?\"”] ))\((?:[\w-]{3,25}\.(?:com|co\.id|id)/|Kontributor [A-Z]\w+ )?"
    r"(?P<name>(?:[A-Z][a-z'’.]{1,20}[ ]?){2,5}(?:di[ ])?)\)[ ]*$"
)
_TAIL_AGENCY = re.compile(r"\A\([A-Z][A-Za-z]{1,11}\)\.?\Z")
_TAILS: Final = (
    _TAIL_AGENCY,
    _TAIL_COPYRIGHT,
    _TAIL_LOOSE,
    _TAIL_PROMPT,
    _TAIL_CREDITS,
    _TAIL_SOURCE,
    _TAIL_URL,
    _TAIL_TAGS,
    _TAIL_INITIALS,
    _TAIL_NAME,
    _TAIL_LOST_LINK,
)
_LONGEST_TAIL: Final = 700
_FULL_STOP = re.compile(r"""\.["”’)]?(?:\s|$)""")
_SUMMARY = re.compile(r"(?:^|(?<=\s))-{3,5}\s+(?=\S)")


def cut_paragraph(paragraph: str) -> list[str]:
    """The paragraph's own stretches, in order, without what was glued into it: prompts and "Baca juga: ...".

    Every stretch is verbatim, outer white space removed; a cut ends a stretch.
    """
    phrases = _phrases()
    pieces = phrases.inside.split(paragraph) if phrases.inside.search(paragraph) else [paragraph]
    return [piece.strip() for part in pieces for piece in _without_related(part) if piece.strip()]


def _without_related(text: str) -> list[str]:
    matches = list(_RELATED.finditer(text)) if "Baca" in text else []
    if not matches:
        return [text]
    pieces = [text[: matches[0].start()]]
    said = frozenset(re.findall(r"\b[a-z]{3,}\b", text[:60_000]))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        linked = text[match.end() : after.start() if after else len(text)]
        lost = match.group().rstrip() == "Baca Juga" and not is_headline(" ".join(linked.split()[:5]))
        pieces.append(linked if lost else linked[headline_end(linked, said) :])
    return pieces


def headline_end(text: str, said: frozenset[str] = frozenset()) -> int:
    """Where, in a headline with a sentence glued behind it, the sentence begins; all of it if there is none.

    Headlines write all but small words with a capital: the sentence begins before the first other small word,
    at a word that opens sentences if one is near, else at the word just before. `said` are the words that the
    article writes small: they tell where a sentence begins behind a headline in sentence case.
    """
    head = plain_spaces(text[:600])
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", head)]
    low = [index for index, (_, word) in enumerate(words) if _is_low(word)]
    if not words or not low or (len(text) <= _LONGEST_LINK and not _FULL_STOP.search(text)):
        return len(text)
    if low[0] <= _SHORTEST_TITLE_CASE:
        return _sentence_case_end(words, said)
    stop = low[0]
    if mark := _question_before(words, stop):
        return words[mark][0]
    first = max(3, stop - 8)
    openers = [
        index
        for index in range(first, stop)
        if _bare(words[index][1]) in _phrases().openers
        and words[index][1][:1].isupper()
        and not words[index - 1][1].endswith(",")
        and words[index - 1][1].lower() not in _phrases().small_words
    ]
    return words[openers[-1] if openers else max(3, stop - 1)][0]


def _sentence_case_end(words: list[tuple[int, str]], said: frozenset[str]) -> int:
    """Where the sentence begins behind a headline in sentence case; 0, for no headline, if nothing tells.

    It begins at a quotation, at a word that opens sentences, or at a capitalised word that the article
    also writes small: that one is no name, so its capital marks the sentence's start.
    """
    near = range(4, min(len(words), _LONGEST_HEADLINE))
    for index in near:
        start, word = words[index]
        opens = word[0] in '"“‘' or (word[0].isupper() and _bare(word) in _phrases().openers)
        if opens and words[index - 1][1][-1] not in ",:":
            return start
    for index in near:
        start, word = words[index]
        if word[0].isupper() and _bare(word) in said and words[index - 1][1][-1] not in ",:":
            return start
    return 0


_LONGEST_HEADLINE: Final = 18
_LONGEST_LINK: Final = 220
_SHORTEST_TITLE_CASE: Final = 5


def _question_before(words: list[tuple[int, str]], stop: int) -> int | None:
    """The word after a question or exclamation mark that ends the headline."""
    for index in range(stop, max(3, stop - 4), -1):
        if words[index - 1][1].endswith(("?", "!", "...")):
            return index
    return None


def _bare(word: str) -> str:
    return word.strip(_EDGE).lower()


def _is_low(word: str) -> bool:
    bare = word.strip(_EDGE)
    return bare[:1].islower() and bare not in _phrases().small_words


@dataclass(frozen=True, slots=True)
class Tail:
    """A paragraph's end that is not the article's: where it begins, and its words, credits among them."""

    start: int
    words: tuple[str, ...] = ()


def find_tail(paragraph: str) -> Tail:
    """Where credits, initials, copyright, sources and prompts that end a paragraph begin."""
    offset = max(0, len(paragraph) - _LONGEST_TAIL)
    text = plain_spaces(paragraph[offset:])
    cut: list[str] = []
    for _ in range(8):
        before = len(text)
        text = text.rstrip()
        for pattern in (*_TAILS, _phrases().tail):
            if match := pattern.search(text):
                cut.append(match.group().strip())
                text = text[: match.start()].rstrip()
        if len(text) == before:
            break
    return Tail(offset + len(text), tuple(reversed(cut)))


_MOST_DASHES: Final = 50


def cut_summary(text: str) -> int:
    """Where a machine's summary behind "---" begins; the text's length where there is none.

    Either the dashes announce it ("--- Ringkasan", "--- null"), or they stand in the second half and the
    sentence behind them says again what was said before.
    """
    for match in islice(_SUMMARY.finditer(text), _MOST_DASHES) if "---" in text else ():
        behind = text[match.end() : match.end() + 400]
        if _plain(behind).startswith(_phrases().summaries):
            return match.start()
        if match.start() > 0.4 * len(text) and repeats(behind.split("\n")[0], text[: match.start()], 0.6):
            return match.start()
    return len(text)


def repeats(sentence: str, text: str, least: float) -> bool:
    """Whether at least this share of the sentence's longer words stand in the text too."""
    words = set(re.findall(r"\w{4,}", sentence.casefold()))
    if len(words) < 4:
        return False
    said = set(re.findall(r"\w{4,}", text[:60_000].casefold()))
    return len(words & said) >= least * len(words)
