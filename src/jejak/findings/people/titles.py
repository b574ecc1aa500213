"""Titles: the words of an office or role, up to the name they stand before ("Duta Besar Rusia, ...").

A title begins with a head from the language's list and runs over the words of bodies, portfolios, places and
parties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jejak.findings.people.honorifics import honorifics_end, is_arm
from jejak.findings.people.known import known_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.tokens import Token, Words

MAX_TITLE = 26
"""Tokens of a title that are looked at."""

_MARKS = frozenset({"&", "/", "-", "–"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the text: tokens [start, end), its head's words and class, where a name may follow.

    `name_at` is the token at which a name begins, or None; `comma` whether a comma stands between. `unsure`
    tells that capitalised words before the name may be a body's name or the person's.
    """

    start: int
    end: int
    head: tuple[str, ...]
    kind: str
    former: bool
    name_at: int | None
    comma: bool
    unsure: bool

    def parties(self, words: Words, lex: Lexicon) -> list[tuple[int, bool]]:
        """Numbers of the party mentions inside, and whether the title is towards them ("untuk ASEAN")."""
        found: list[tuple[int, bool]] = []
        for index in range(self.start, self.end):
            number = words.tokens[index].party
            if number is not None and all(number != seen for seen, _ in found):
                before = words.tokens[index - 1].lower if index else ""
                found.append((number, before in lex.towards))
        return found


def find_titles(words: Words, lex: Lexicon) -> list[Title]:
    """Every title of a zone, in order, not overlapping."""
    found: list[Title] = []
    index = 0
    while index < len(words.tokens):
        known = known_at(words, index, lex)
        if known is not None and known[1] - index > 1:
            index = known[1]
            continue
        title = _title_at(words, index, lex)
        if title is None:
            index += 1
        else:
            found.append(title)
            index = max(title.end, index + 1, title.name_at if title.name_at and not title.comma else 0)
    return found


def _title_at(words: Words, index: int, lex: Lexicon) -> Title | None:
    head = _head_at(words.tokens, index, lex)
    if head is None or _ends_name(words.tokens, index, lex) or _named_thing(words.tokens, index, lex):
        return None
    kind, form, end = head
    if form in lex.relations and _head_at(words.tokens, end, lex) is not None:
        return None
    start = _start(words.tokens, index, lex)
    former = any(words.tokens[i].lower in lex.former for i in range(start, index))
    end, name_at, unsure = _extent(words, end, kind, lex)
    end, name_at, comma = _across_comma(words, end, name_at, lex)
    while end - 1 > index and words.tokens[end - 1].lower in _MARKS | lex.trailing:
        end -= 1
    return Title(start, end, form, kind, former, name_at, comma, unsure)


def _head_at(tokens: list[Token], index: int, lex: Lexicon) -> tuple[str, tuple[str, ...], int] | None:
    """The longest head that begins at a token: its class, words and end."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.lower not in lex.title_firsts or token.unsaid or (token.party is not None and not token.capital):
        return None
    for length in range(min(lex.longest_title, len(tokens) - index), 0, -1):
        form = tuple(t.lower for t in tokens[index : index + length])
        kind = lex.title_class(form)
        if kind is not None:
            return kind, form, index + length
    return None


def _named_thing(tokens: list[Token], index: int, lex: Lexicon) -> bool:
    """Whether the capitalised word before makes a title a part of a thing's name ("Piala Presiden")."""
    before = tokens[index - 1] if index else None
    if before is None or not before.capital or not tokens[index].capital:
        return False
    return before.lower in lex.things and before.sentence == tokens[index].sentence


def _ends_name(tokens: list[Token], index: int, lex: Lexicon) -> bool:
    """Whether a word that is a title and a name stands behind a given name ("Arnold Putra")."""
    token, before = tokens[index], tokens[index - 1] if index else None
    if before is None or not (token.capital and before.name and before.given):
        return False
    return token.lower in lex.also_names and before.sentence == token.sentence


def _start(tokens: list[Token], index: int, lex: Lexicon) -> int:
    """Where the title starts with the words that may stand before its head."""
    while (
        index
        and tokens[index - 1].lower in lex.before
        and tokens[index - 1].sentence == tokens[index].sentence
    ):
        index -= 1
    return index


def _extent(words: Words, index: int, kind: str, lex: Lexicon) -> tuple[int, int | None, bool]:
    """Where a title ends, at which token a name follows at once, and whether that is sure."""
    tokens, limit = words.tokens, min(len(words.tokens), index + MAX_TITLE)
    sentence, body, lower_run = tokens[index - 1].sentence, False, 0
    while index < limit and tokens[index].sentence == sentence:
        token = tokens[index]
        if kind == "rank" and token.capital and is_arm(tokens, index, lex) and token.party is None:
            index += 1
            continue
        named = _named_here(words, index, lex)
        if named is not None:
            return index, named, False
        if token.party is not None:
            index, body, lower_run = words.party_end(index), False, 0
        elif token.text == "(":
            inner = index + 1
            if inner < limit and tokens[inner].name and not tokens[inner].acronym and tokens[inner].given:
                return index, inner, False
            closed = _closed(tokens, index, limit)
            if closed is None:
                break
            index = closed
        elif starts_name(tokens, index):
            start, unsure = _name_start(words, index, body, kind, lex)
            if start < limit and start > index and not tokens[start].name and tokens[start].capital:
                index, body, lower_run = start, False, 0
                continue
            if start < limit and (past := _body_before_comma(tokens, start, lex)) is not None:
                return past, None, False
            return (
                (start, start, unsure) if start < len(tokens) and tokens[start].name else (start, None, True)
            )
        elif lower_run < 7 and (_continues(tokens, index, lex) or _lists_on(tokens, index, kind, lex)):
            body = token.lower in lex.bodies or (body and not token.capital)
            lower_run = 0 if token.capital else lower_run + 1
            index += 1
        else:
            break
    return index, None, False


def _named_here(words: Words, index: int, lex: Lexicon) -> int | None:
    """Index of a name word where a well-known name, or courtesy words and a name, begin at a token."""
    token = words.tokens[index]
    known = known_at(words, index, lex) if token.capital else None
    if known is not None and (token.party is None or len(known[0].name.split()) > 1):
        return index
    return honorifics_end(words.tokens, index, lex)


def _lists_on(tokens: list[Token], index: int, kind: str, lex: Lexicon) -> bool:
    """Whether a comma stands inside a portfolio: "Menteri Pendidikan, Kebudayaan, Riset, dan Teknologi"."""
    if tokens[index].text != "," or kind not in {"state", "official", "organ"}:
        return False
    ahead = tokens[index + 1 : index + 10]
    joint = next((i for i, t in enumerate(ahead) if t.lower in {"dan", "serta"}), len(ahead))
    listed = [t for t in ahead[:joint] if t.text != ","]
    after = ahead[joint + 1 : joint + 2]
    return (
        tokens[index - 1].capital
        and len(listed) < 6
        and joint < len(ahead)
        and all(_portfolio(t, lex) for t in (*listed, *after))
    )


def _portfolio(token: Token, lex: Lexicon) -> bool:
    """Whether a word can name what an office is for, and begins no other office."""
    plain = token.word and token.capital and not token.name and token.party is None
    return plain and token.lower not in lex.title_firsts


def starts_name(tokens: list[Token], index: int) -> bool:
    """Whether a name may begin at a token; an initial or a Roman numeral needs a name word after it."""
    token = tokens[index]
    if not token.name or not (token.initial or (token.text.isupper() and not token.given)):
        return token.name
    after = index + 1 + (index + 1 < len(tokens) and tokens[index + 1].text == ".")
    if after >= len(tokens) or tokens[after].sentence != token.sentence:
        return False
    return starts_name(tokens, after) if tokens[after].initial and after - index < 4 else tokens[after].name


def _body_before_comma(tokens: list[Token], index: int, lex: Lexicon) -> int | None:
    """Index of the comma in "Kepala Lapas Nabire, Eko Saputra": the word before it is no person's name."""
    end = run_end(tokens, index, lex)
    if end != index + 1 or tokens[index].given or end + 2 >= len(tokens) or tokens[end].text != ",":
        return None
    after = run_end(tokens, end + 1, lex) if starts_name(tokens, end + 1) else end
    return end if after - end > 2 else None


def _closed(tokens: list[Token], index: int, limit: int) -> int | None:
    for at in range(index + 1, min(limit, index + 7)):
        if tokens[at].text == ")":
            return at + 1
    return None


def _continues(tokens: list[Token], index: int, lex: Lexicon) -> bool:
    """Whether a word that is no name still belongs to the title."""
    token = tokens[index]
    if token.text in {"&", "/", "-", "–"}:
        return index + 1 < len(tokens) and tokens[index + 1].text.isalnum()
    if token.text.isdigit():
        return True
    if not token.word:
        return False
    if token.capital:
        return True
    if token.lower in lex.stop or _is_verb(token.lower, lex):
        return False
    if token.lower in {"dan", "serta"}:
        return (
            index + 1 < len(tokens)
            and not tokens[index + 1].name
            and tokens[index + 1].lower not in lex.title_firsts
        )
    return True


def _is_verb(lower: str, lex: Lexicon) -> bool:
    if lower in lex.speech_after:
        return True
    active = lower.startswith(("me", "ber", "ter", "di")) and len(lower) > 5
    return active and lower not in lex.common and lower not in lex.no_verbs


def _name_start(words: Words, index: int, body: bool, kind: str, lex: Lexicon) -> tuple[int, bool]:
    """Where in a run of words that could all be names the person's name starts, and whether that is unsure.

    After "Universitas", or the title of a firm's man, the first of the words are the body's: the name starts
    at the first given name with a word after it. A well-known name inside is the name.
    """
    tokens = words.tokens
    end = run_end(tokens, index, lex)
    run = [i for i in range(index, end) if tokens[i].word]
    for i in run[1:]:
        known = known_at(words, i, lex)
        if known is not None and known[1] - i > 1:
            return i, False
    if len(run) == 1 and kind == "state" and named_on(tokens, end, lex):
        return index, False
    if end < len(tokens) and tokens[end].capital and tokens[end].party is None and not tokens[end].name:
        return end, True
    if not body and (kind not in {"private", "organ"} or len(run) < 4):
        return index, False
    given = [i for at, i in enumerate(run) if tokens[i].given and at >= (1 if body else 0) and i != run[-1]]
    if given:
        return given[0], False
    if not body:
        return index, False
    return (run[-2], True) if len(run) >= 3 else (end, True)


def named_on(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a common word goes on the name before it: "Wakil Menteri Yuliot Tanjung menanggapi"."""
    if at + 1 >= len(tokens):
        return False
    token, after = tokens[at], tokens[at + 1]
    if not (token.capital and token.word) or token.party is not None or token.acronym or token.unsaid:
        return False
    if token.sentence != tokens[at - 1].sentence or token.lower in lex.stop:
        return False
    if token.lower in lex.title_words:
        return False
    return after.text == "," or after.lower in lex.speech_after or after.lower in lex.weak_after


def run_end(tokens: list[Token], index: int, lex: Lexicon) -> int:
    """Index after the run of name words, particles, initials and inner marks that starts at a token."""
    at, last, count = index, index, 0
    sentence = tokens[index].sentence
    while at < len(tokens) and tokens[at].sentence == sentence and count < 8:
        token = tokens[at]
        if token.name or (count and _inner(tokens, at, lex)):
            if token.word:
                last, count = at + 1, count + 1
                if token.initial and at + 1 < len(tokens) and tokens[at + 1].text == ".":
                    last = at + 2 if at + 2 < len(tokens) and tokens[at + 2].name else last
            at += 1
        else:
            break
    return last


def _inner(tokens: list[Token], at: int, lex: Lexicon) -> bool:
    """Whether a token that is no name word may stand in a name: particle, hyphen, dot after an initial."""
    token = tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return False
    before = tokens[at - 1]
    if token.text in "-‐‑–":
        return (
            after.word
            and before.word
            and (before.lower in lex.particles or (len(after.text) <= 5 and not after.capital))
        )
    if before.text in "-‐‑–":
        return token.word and not token.capital and len(token.text) <= 5
    if token.text == ".":
        return before.initial and (after.name or after.initial)
    if token.lower in lex.particles:
        return after.name or after.text in "-‐‑–" or after.lower in lex.particles
    return token.acronym and len(token.text) == 2 and after.name and token.party is None


def _across_comma(words: Words, end: int, name_at: int | None, lex: Lexicon) -> tuple[int, int | None, bool]:
    """A name after a comma that ends the title ("Duta Besar Rusia untuk PBB, Vassily Nebenzia,")."""
    tokens, comma = words.tokens, _behind_newly(words.tokens, end, lex)
    if name_at is not None or comma + 1 >= len(tokens) or tokens[comma].text != ",":
        return end, name_at, False
    after = tokens[comma + 1]
    if after.sentence != tokens[comma].sentence or after.party is not None:
        return end, None, False
    start = honorifics_end(tokens, comma + 1, lex) if after.capital else None
    if start is None and after.name:
        start = comma + 1
    return end, start, start is not None


def _behind_newly(tokens: list[Token], end: int, lex: Lexicon) -> int:
    """Index behind "yang baru", "yang baru terpilih" at a title's end; else the end."""
    if end >= len(tokens) or tokens[end].lower != "yang":
        return end
    behind = end + 1
    while behind < min(len(tokens), end + 3) and tokens[behind].lower in lex.newly:
        behind += 1
    return behind if behind > end + 1 else end


def bare_titles(titles: list[Title]) -> Iterator[Title]:
    """Titles with no name after them."""
    return (title for title in titles if title.name_at is None or title.comma)
