"""Courtesy words before a name: "Bapak", "H.", "Letjen TNI (Purn)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jejak.findings.people.lexicon import Lexicon
    from jejak.findings.people.tokens import Token


def _past_service(tokens: Sequence[Token], at: int, lex: Lexicon) -> int:
    """Index after what belongs to a courtesy word: its dot or apostrophe, an arm of service, "(Purn)"."""
    limit = min(len(tokens), at + 8)
    while at < limit:
        if tokens[at].text in ".'’" or (tokens[at].capital and is_arm(tokens, at, lex)):
            at += 1
        elif at + 2 < limit and tokens[at].text == "(" and tokens[at + 2].text == ")":
            at += 3
        else:
            break
    return at


def is_arm(tokens: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a token is an arm of service; "Al" and "AU" only after "TNI"."""
    lower = tokens[at].lower
    return lower in lex.arms and (len(lower) > 2 or tokens[at - 1].lower == "tni")


def honorifics_end(tokens: Sequence[Token], index: int, lex: Lexicon) -> int | None:
    """Index of the name word after courtesy words that start at a token; None if there are none."""
    at = index
    while (
        at < len(tokens)
        and tokens[at].lower in lex.honorific_words
        and tokens[at].sentence == tokens[index].sentence
    ):
        said = tuple(t.lower for t in tokens[at : at + 3])
        length = next((n for n in (3, 2, 1) if said[:n] in lex.honorifics), 0)
        if not length:
            break
        at = _past_service(tokens, at + length, lex)
    if at == index or at >= len(tokens) or tokens[at].sentence != tokens[index].sentence:
        return None
    return at if tokens[at].name else None
