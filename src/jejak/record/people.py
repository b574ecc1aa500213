"""One person, however spelled: the key under which an actor of an article is one of the record's actors.

Names are folded (case, accents, initials, and the letters by which transliterations differ), so that
"Mikhael Y Galuzin" and "Mikhail Galuzin" meet; the party keeps namesakes of two states apart. A single
name meets only the same single name of the same party. Equality of keys is all there is: order-free, and
no chain of likenesses can join strangers.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from jejak.claims import ActorKey
from jejak.model import content_id

if TYPE_CHECKING:
    from jejak.model import Actor

_WORD = re.compile(r"[^\W\d_]+")
_FOLDS = (
    (re.compile(r"kh"), "h"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"(?:ae|ai|ei|ie|ii)"), "i"),
    (re.compile(r"(?:oe|ou)"), "u"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?:ks|cs)"), "x"),
    (re.compile(r"w"), "v"),
    (re.compile(r"ck|q|c(?=[aou])"), "k"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def actor_key(actor: Actor) -> ActorKey:
    """The record's actor that an article's actor is: by code, or by kind, folded name and party."""
    if is_coded(actor):
        names = {actor.name, *(mention.exact for mention in actor.mentions)}
        return _key(content_id("party", actor.id), actor.id.casefold(), actor.party, names)
    party = actor.represents.split(":")[0] if actor.represents else None
    folded = name_key(actor.name)
    full = {m.exact for m in actor.mentions if name_key(m.exact) == folded}
    return _key(content_id(actor.kind, folded, party), folded, party, {actor.name} | full)


def is_coded(actor: Actor) -> bool:
    """Whether the actor's id is a code (`RUS`, `IDN:MFA`) and not a name."""
    return actor.kind not in ("person", "organization") or ":" in actor.id


def _key(ident: str, folded: str, party: str | None, names: set[str]) -> ActorKey:
    pairs = tuple(sorted((name, plain(name)) for name in names))
    words = {word for _, compared in pairs for word in folded_words(compared)}
    return ActorKey(ident, folded, party, pairs, tuple(sorted(words)))


def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name, each folded: what a person types to find it."""
    return tuple(fold(word) for word in _WORD.findall(plain(name)))


def name_key(name: str) -> str:
    """The name with everything folded by which spellings of one name differ."""
    words = [fold(word) for word in _WORD.findall(plain(name))]
    long = [word for word in words if len(word) > 1]
    return " ".join(long or words)


def plain(text: str) -> str:
    """Lower case without accents."""
    parts = unicodedata.normalize("NFKD", text[:300].casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def fold(word: str) -> str:
    """One word (plain) with the letters folded by which transliterations differ."""
    for pattern, letters in _FOLDS:
        word = pattern.sub(letters, word)
    return word
