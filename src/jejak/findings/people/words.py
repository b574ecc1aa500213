"""Words of a zone as the people finder sees them: which can be part of a name, which can't, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jejak.findings.people.tokens import VERB, Token, Words, is_caseless, tokens_of
from jejak.names import name_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.parties import PartyMention
    from jejak.findings.people.lexicon import Lexicon
    from jejak.reading import ZoneReading


_NOUN = re.compile(
    r"^(?:per|pem|pen|peng|peny|ke)[a-z]{3,}an(?:nya)?$|^[a-z]{4,}(?:isasi|isme|logi|grafi|nomi)$"
)
_ROMAN = re.compile(r"[IVX]{2,6}")
_SURE_VERB = re.compile(
    r"^me[a-z]{4,}kan$|^(?:mem|meng|meny)[a-z]{4,}$|^di[a-z]{3,}(?:kan|i)$|^(?:ber|ter|mem)[a-z]{4,}kan$"
)
_INNER_CAPITAL = re.compile(r"[A-Z]{2}|[a-z][A-Z]")
_CAUSATIVE = re.compile(r"^[a-z]{5,}(?:kan|nya)$")


def read_words(zone: ZoneReading, parties: Sequence[PartyMention], words: Lexicon) -> Words:
    """The zone's tokens, marked: those of party mentions, and those that can stand in a name."""
    caseless = is_caseless(zone.text)
    tokens = list(tokens_of(zone, words, caseless))
    found = Words(zone, zone.text, tokens, parties, [t.start for t in tokens], caseless)
    for number, mention in enumerate(parties):
        index = found.index_at(mention.evidence.start)
        while index < len(tokens) and tokens[index].start < mention.evidence.end:
            tokens[index].party = number
            index += 1
    lowered = {t.lower for t in tokens if t.word and not t.capital}
    placed = _placed_here(tokens, words)
    for token in tokens:
        if token.capital:
            token.given = token.folded in words.given
            sayable = token.party is None and not token.unsaid and token.folded not in placed
            token.name = sayable and _in_name(token, words, lowered, caseless)
    _unname_acronyms(tokens, caseless)
    _settle_doubtful(tokens, words)
    _mark_phrases(tokens, words)
    _mark_named_things(tokens, words)
    return found


def _unname_acronyms(tokens: Sequence[Token], caseless: bool) -> None:
    """A short word in capitals is no name unless one in capitals stands beside it: "PAN", but "ALI IMRON"."""
    shouted = [t.text.isupper() and t.name and len(t.text) > 1 for t in tokens]
    for at, token in enumerate(tokens):
        if caseless or not shouted[at] or len(token.text) > 4 or token.party is not None:
            continue
        token.name = any(shouted[at - 1 : at] + shouted[at + 1 : at + 2])


def _placed_here(tokens: Sequence[Token], words: Lexicon) -> frozenset[str]:
    """Words that the text itself shows to be places: "di Nabire", "Kabupaten Situbondo"."""
    found = set()
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if (
            not token.capital
            or token.folded in words.given
            or token.folded in words.known_by_word
            or (after is not None and after.capital)
        ):
            continue
        if before.text in {"di", "ke"} or (before.capital and before.lower in words.bodies):
            found.add(token.folded)
    return frozenset(found)


def _settle_doubtful(tokens: list[Token], words: Lexicon) -> None:
    """Words that are names and common words both are names beside a sure one: "Syamsu Alam"."""
    for at, token in enumerate(tokens):
        if token.name or not token.capital or token.party is not None or token.unsaid or token.acronym:
            continue
        if not token.given and token.lower not in words.also_names:
            continue
        before = (
            at > 0
            and tokens[at - 1].name
            and tokens[at - 1].given
            and tokens[at - 1].sentence == token.sentence
        )
        following = tokens[at + 1] if at + 1 < len(tokens) else token
        listed = at > 0 and tokens[at - 1].capital and tokens[at - 1].sentence == token.sentence
        sure = following.given or listed or token.lower not in words.common
        after = following.name and sure and token.given and not token.first
        ends = token.lower not in words.title_firsts or token.lower in words.also_names
        if (before and ends) or after:
            token.name = True


def _mark_phrases(tokens: list[Token], words: Lexicon) -> None:
    """Unmark the words of names of places and things that look like people's ("Diego Garcia")."""
    for at, token in enumerate(tokens):
        if token.capital and token.lower.split("-")[0] in words.phrase_firsts:
            spelled: list[str] = []
            for end in range(at, min(at + 5, len(tokens))):
                spelled += name_words(tokens[end].text)
                if tuple(spelled) in words.phrases:
                    for part in tokens[at : end + 1]:
                        part.name, part.unsaid = False, True


def _mark_named_things(tokens: list[Token], words: Lexicon) -> None:
    """Unmark, wherever they stand, the names that the text gives places, ships and firms ("Distrik Pong").

    Where an office stands before ("Direktur PT Indra Karya ...") the name ends at a bracket, or tells
    nothing: a person's may follow.
    """
    found: set[tuple[str, ...]] = set()
    for at, token in enumerate(tokens):
        if not token.capital or token.lower not in words.named_things or token.party is not None:
            continue
        end = at + 1
        while (
            end < len(tokens) and end - at < 5 and tokens[end].name and tokens[end].sentence == token.sentence
        ):
            end += 1
        office = any(
            t.lower in words.title_firsts and t.sentence == token.sentence
            for t in tokens[max(0, at - 6) : at]
        )
        bracket = end < len(tokens) and tokens[end].text == "("
        if end > at + 1 and (bracket or not office):
            found.add(tuple(t.lower for t in tokens[at + 1 : end]))
    firsts = {name[0] for name in found}
    for at, token in enumerate(tokens):
        if not token.name or token.lower not in firsts:
            continue
        for name in found:
            if tuple(t.lower for t in tokens[at : at + len(name)]) == name:
                for part in tokens[at : at + len(name)]:
                    part.name = False


def _in_name(token: Token, words: Lexicon, lowered: set[str], caseless: bool) -> bool:
    """Whether a capitalised word can stand in a name, whatever stands beside it."""
    lower, given = token.lower, token.given
    if caseless:
        return given and lower not in words.common
    if token.initial or _ROMAN.fullmatch(token.text):
        return True
    if token.text.isupper() and (not given or len(token.text) < 3):
        return False
    if words.is_listed(lower) or (lower == "ke" and token.text == "Ke"):
        return False
    if given:
        return True
    if (
        lower in lowered
        or _NOUN.match(lower)
        or _CAUSATIVE.match(lower)
        or _SURE_VERB.match(lower)
        or (token.first and VERB.match(lower))
    ):
        return False
    if _INNER_CAPITAL.search(token.text) and not token.text.startswith(
        ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "O")
    ):
        return False
    first, hyphen, rest = lower.partition("-")
    return not (hyphen and (first == rest or rest.startswith(first) or rest.count("-") > 2))
