"""Words of a zone as the people finder sees them: which can be part of a name, which can't, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from jejak.languages.data import lexicon_data, lexicon_text
from jejak.names import PARTICLES, core_words, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.findings.parties import PartyMention
    from jejak.reading import ZoneReading

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘ʼ`‐‑-][^\W\d_]+)*|[^\W_]+|[^\w\s]|_")
_NOUN = re.compile(
    r"^(?:per|pem|pen|peng|peny|ke)[a-z]{3,}an(?:nya)?$|^[a-z]{4,}(?:isasi|isme|logi|grafi|nomi)$"
)
_VERB = re.compile(
    r"^me[a-z]{4,}(?:kan|nya)$|^(?:mem|meng|meny)[a-z]{4,}$|^men[cdjtszy][a-z]{3,}$|^di[a-z]{4,}(?:kan|i)?$"
    r"|^ber[a-z]{4,}$|^ter[a-z]{4,}$|^se[a-z]{3,}(?:nya|lah)$|^[a-z]{4,}(?:nya|lah|kah|pun)$"
)
_ROMAN = re.compile(r"[IVX]{2,6}")
HOME_GROUP = "id"
_FAR_GROUPS = ("en", "eu", "ru", "zh", "ja", "ko", "vi")
"""Groups of given names that are borne in Indonesia too, and there tell nothing of where from."""


@dataclass(frozen=True, slots=True)
class Term:
    """One party that a well-known person stood for, in which office, from and to which year."""

    party: str
    office: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the news names without an office."""

    name: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]

    def term(self, year: int | None) -> Term | None:
        """The term that holds the year; else the last before it; else the first."""
        if not self.terms:
            return None
        if year is None:
            return self.terms[0]
        running = [t for t in self.terms if t.since <= year <= t.until]
        past = [t for t in self.terms if t.until < year]
        return running[0] if running else max(past, key=lambda t: t.until) if past else self.terms[-1]


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one language, read once."""

    titles: dict[str, frozenset[tuple[str, ...]]]
    title_firsts: frozenset[str]
    title_words: frozenset[str]
    longest_title: int
    same_as: dict[str, str]
    before: frozenset[str]
    former: frozenset[str]
    stop: frozenset[str]
    links: frozenset[tuple[str, ...]]
    aliases: frozenset[str]
    plural: frozenset[str]
    regional: frozenset[str]
    things: frozenset[str]
    named_things: frozenset[str]
    parties: frozenset[str]
    relations: frozenset[tuple[str, ...]]
    home_offices: frozenset[str]
    home_places: frozenset[str]
    marks: tuple[tuple[str, str], ...]
    unsaid: frozenset[str]
    towards: frozenset[str]
    trailing: frozenset[str]
    missions: frozenset[str]
    no_verbs: frozenset[str]
    private_bodies: frozenset[str]
    home_bodies: frozenset[str]
    state_bodies: frozenset[str]
    honorifics: frozenset[tuple[str, ...]]
    honorific_words: frozenset[str]
    arms: frozenset[str]
    degrees: frozenset[str]
    speech_before: frozenset[str]
    speech_after: frozenset[str]
    person_before: frozenset[str]
    ages: frozenset[str]
    aging: frozenset[str]
    weak_after: frozenset[str]
    kin: frozenset[str]
    particles: frozenset[str]
    given: frozenset[str]
    home_given: frozenset[str]
    foreign_given: frozenset[str]
    groups: dict[str, frozenset[str]]
    origins: dict[str, frozenset[str]]
    common: frozenset[str]
    english: frozenset[str]
    places: frozenset[str]
    media: frozenset[str]
    bodies: frozenset[str]
    phrases: frozenset[tuple[str, ...]]
    phrase_firsts: frozenset[str]
    also_names: frozenset[str]
    credits: frozenset[str]
    credit_media: frozenset[str]
    pointers: frozenset[tuple[str, ...]]
    pointer_firsts: frozenset[str]
    known: tuple[KnownPerson, ...]
    known_by_words: dict[tuple[str, ...], KnownPerson] = field(default_factory=dict)
    known_by_word: dict[str, tuple[KnownPerson, ...]] = field(default_factory=dict)
    known_firsts: frozenset[str] = frozenset()
    longest_known: int = 1

    def title_class(self, words: tuple[str, ...]) -> str | None:
        """Which kind of head the words are: state, sender, official, organ, private, rank."""
        return next((kind for kind, heads in self.titles.items() if words in heads), None)

    def office(self, words: Sequence[str]) -> str:
        """The title's words with short forms written out, to compare offices."""
        text = " ".join(words)
        for length in (2, 1):
            head = " ".join(words[:length])
            if head in self.same_as:
                return " ".join([self.same_as[head], *words[length:]])
        return text


def _lines(name: str) -> Iterator[str]:
    for line in lexicon_text("id", name.removesuffix(".txt")).splitlines():
        if (kept := line.strip()) and not kept.startswith("#"):
            yield kept


def _groups(name: str) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in _lines(name):
        if line.startswith("["):
            words = groups.setdefault(line.strip("[]"), set())
        else:
            words.update(part for word in line.split() for part in _folded(word))
    return groups


def _section(name: str, wanted: str) -> Iterator[str]:
    section = ""
    for line in _lines(name):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == wanted:
            yield line


def _by_word(known: Sequence[KnownPerson]) -> dict[str, tuple[KnownPerson, ...]]:
    """Well-known people by each word of their names, to tell "Menlu Retno" by word and office."""
    found: dict[str, tuple[KnownPerson, ...]] = {}
    for person in known:
        for word in core_words(person.name):
            found[word] = (*found.get(word, ()), person)
    return found


def _folded(word: str) -> tuple[str, ...]:
    return ("".join(name_words(word.replace("-", ""))), *(name_words(word) if "-" in word else ()))


def _phrases(values: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(value.lower().split()) for value in values)


def _known() -> tuple[KnownPerson, ...]:
    people = []
    for line in _lines("known_people.txt"):
        name, aliases, terms = (part.strip() for part in line.split("|"))
        others = () if aliases == "-" else tuple(a.strip() for a in aliases.split(","))
        people.append(KnownPerson(name, others, () if terms == "-" else tuple(map(_term, terms.split(";")))))
    return tuple(people)


def _term(text: str) -> Term:
    text = text.strip()
    code = "World Bank" if text.startswith("World Bank ") else text.split()[0]
    years = text.split()[-1]
    office = text[len(code) : -len(years)].strip()
    since, dash, until = years.partition("-")
    return Term(code, office, int(since), int(until) if until else 9999 if dash else int(since))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The Indonesian word lists."""
    titles = lexicon_data("id", "titles")
    honorifics = lexicon_data("id", "honorifics")
    given, words = _groups("given_names.txt"), _groups("not_names.txt")
    classes = {k: _phrases(titles[k]) for k in ("state", "sender", "official", "organ", "rank", "private")}
    known = _known()
    phrases = frozenset(
        tuple(p.split("_")) for line in _section("not_names.txt", "phrases") for p in line.split()
    )
    by_words = {core_words(p.name): p for p in known if len(core_words(p.name)) > 1}
    by_words |= {name_words(n): p for p in known for n in (p.name, *p.aliases)}
    for person in known:
        core = core_words(person.name)
        if len(core) > 2 and not PARTICLES & set(name_words(person.name)):
            by_words.setdefault((core[0], core[-1]), person)
    return Lexicon(
        titles=classes,
        title_firsts=frozenset(head[0] for heads in classes.values() for head in heads),
        title_words=frozenset(word for heads in classes.values() for head in heads for word in head),
        longest_title=max(len(head) for heads in classes.values() for head in heads),
        same_as=titles["same_as"],
        before=frozenset(titles["before"]),
        former=frozenset(titles["former"]),
        stop=frozenset(titles["stop"]),
        links=_phrases(titles["links"]),
        aliases=frozenset(titles["aliases"]),
        plural=frozenset(titles["plural"]),
        regional=frozenset(titles["regional"]),
        things=frozenset(titles["things"]),
        named_things=frozenset(titles["named_things"]),
        parties=frozenset(titles["parties"]),
        relations=_phrases(titles["relations"]),
        home_offices=frozenset(titles["home_offices"]),
        home_places=frozenset(titles["home_places"]),
        marks=tuple((phrase, code) for code, phrases in titles["marks"].items() for phrase in phrases),
        unsaid=frozenset(titles["unsaid"]),
        towards=frozenset(titles["towards"]),
        trailing=frozenset(titles["trailing"]),
        missions=frozenset(titles["missions"]),
        no_verbs=frozenset(titles["no_verbs"]),
        private_bodies=frozenset(titles["private_bodies"]),
        home_bodies=frozenset(titles["home_bodies"]),
        state_bodies=frozenset(titles["state_bodies"]),
        honorifics=_phrases(honorifics["before"]),
        honorific_words=frozenset(h[0] for h in _phrases(honorifics["before"])),
        arms=frozenset(honorifics["arms"]),
        speech_before=frozenset(honorifics["speech_before"]),
        speech_after=frozenset(honorifics["speech_after"]),
        person_before=frozenset(honorifics["person_before"]),
        ages=frozenset(honorifics["ages"]),
        aging=frozenset(honorifics["aging"]),
        weak_after=frozenset(honorifics["weak_after"]),
        kin=frozenset(f"{word}nya" for word in titles["relations"]),
        degrees=frozenset(w.replace(".", "") for w in honorifics["after"]),
        particles=frozenset(honorifics["particles"]),
        given=frozenset().union(*given.values()),
        home_given=frozenset(given[HOME_GROUP]),
        foreign_given=frozenset().union(*(given[group] for group in _FAR_GROUPS)),
        groups={group: frozenset(names) for group, names in given.items()},
        origins={group: frozenset(codes) for group, codes in titles["origins"].items()},
        common=frozenset(words["words"]),
        english=frozenset(words["english"]),
        places=frozenset(words["places"]),
        media=frozenset(words["media"]),
        bodies=frozenset(words["bodies"]),
        phrases=phrases,
        phrase_firsts=frozenset(p[0] for p in phrases),
        also_names=frozenset(w for line in _lines("name_words.txt") for w in line.split()),
        credits=frozenset(honorifics["credits"]),
        credit_media=frozenset((*words["media"], *honorifics["credits"], "com", "id")),
        pointers=_phrases(honorifics["pointers"]),
        pointer_firsts=frozenset(p[0].split(":")[0] for p in _phrases(honorifics["pointers"])),
        known=known,
        known_by_words=by_words,
        known_by_word=_by_word(known),
        known_firsts=frozenset(name[0] for name in by_words),
        longest_known=max(map(len, by_words)),
    )


@dataclass(slots=True)
class Token:
    """A word or mark of a zone. `folded` is its letters alone, lower case, without accents.

    `unsaid`: not the article's own words, or known to be no person's name.
    """

    text: str
    start: int
    end: int
    lower: str
    folded: str
    sentence: int
    first: bool
    capital: bool
    party: int | None = None
    name: bool = False
    given: bool = False
    unsaid: bool = False

    @property
    def initial(self) -> bool:
        """A single capital letter, as "Y" in "Mikhail Y Galuzin"."""
        return len(self.text) == 1 and self.text.isupper()

    @property
    def acronym(self) -> bool:
        """All capitals, two to seven letters."""
        return 2 <= len(self.text) <= 7 and self.text.isupper()

    @property
    def word(self) -> bool:
        """Letters, not a mark or a number."""
        return self.text[0].isalpha()


@dataclass
class Words:
    """A zone's tokens, and where parties stand among them."""

    zone: ZoneReading
    text: str
    tokens: list[Token]
    parties: Sequence[PartyMention]
    starts: list[int]
    caseless: bool

    def party_end(self, index: int) -> int:
        """Index after the last token of the party mention at a token."""
        mention = self.tokens[index].party
        while index < len(self.tokens) and self.tokens[index].party == mention:
            index += 1
        return index

    def index_at(self, offset: int) -> int:
        """Index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)


def read_words(zone: ZoneReading, parties: Sequence[PartyMention], words: Lexicon) -> Words:
    """The zone's tokens, marked: those of party mentions, and those that can stand in a name."""
    caseless = _caseless(zone.text)
    tokens = list(_tokens(zone, words, caseless))
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


def _caseless(text: str) -> bool:
    """Whether capitals tell nothing here: a text in capitals throughout, or in small letters throughout."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) > 30 and (upper > 0.7 * len(letters) or upper == 0)


_GLUED = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})")
_OFTEN_GLUED = ("dan", "di", "ini")
"""Short words that a lost link glues on to a name: "Wijayadan"."""


def _pieces(text: str, start: int, seen: frozenset[str], words: Lexicon) -> Iterator[tuple[str, int]]:
    """The words that a scraper ran together: "ASDonald", "AyatullahAli", "Araghchimengatakan"."""
    cuts = (
        [0, *(m.start() for m in _GLUED.finditer(text)), len(text)] if not text.isupper() else [0, len(text)]
    )
    for a, b in pairwise(cuts):
        piece = text[a:b]
        cut = _verb_glued(piece, seen, words) if len(piece) > 7 and piece[0].isupper() else None
        if cut:
            yield piece[:cut], start + a
            yield piece[cut:], start + a + cut
        else:
            yield piece, start + a


def _verb_glued(piece: str, seen: frozenset[str], words: Lexicon) -> int | None:
    """Where a name met elsewhere in the zone ends and a common word begins."""
    lower = piece.lower()
    if lower in words.title_words or _is_listed(lower, words):
        return None
    for cut in range(4, len(piece) - 2):
        rest = piece[cut:]
        long = len(rest) > 3 or rest in _OFTEN_GLUED
        known = piece[:cut] in seen or (cut > 4 and long and piece[:cut].lower() in words.given)
        if known and (
            rest in words.common or rest in words.stop or rest in words.speech_after or _VERB.match(rest)
        ):
            return cut
    return None


def _tokens(zone: ZoneReading, words: Lexicon, caseless: bool) -> Iterator[Token]:
    sentences, text = zone.sentences, zone.text
    number, last, unsaid_to = 0, -1, -1
    matches = [
        (piece, m.start() + offset)
        for m in _TOKEN.finditer(text)
        for piece, offset in _apart(m.group(), words)
    ]
    seen = frozenset(word for word, _ in matches if word[0].isupper())
    for word, at in matches:
        glued = not caseless and len(word) > 5 and word[0].isalpha() and word not in words.given
        for piece, start in _pieces(word[:60], at, seen, words) if glued else ((word, at),):
            while number + 1 < len(sentences) and sentences[number + 1][0] <= start:
                number += 1
            letters = piece[0].isalpha()
            first = letters and number != last
            if first:
                last = number
            capital = (
                letters and len(piece) <= 40 and (caseless or piece[0].isupper() or _particled(piece, words))
            )
            lower = piece.lower()
            if start >= unsaid_to and lower in words.pointer_firsts and _points_away(text, start, words):
                unsaid_to = _line_end(text, start)
            folded = "".join(name_words(piece)) if capital else ""
            yield Token(
                piece,
                start,
                start + len(piece),
                lower,
                folded,
                number,
                first,
                capital,
                unsaid=start < unsaid_to,
            )


def _apart(word: str, words: Lexicon) -> list[tuple[str, int]]:
    """The words of one that joins people ("Trump-Xi"), with offsets; else the word itself."""
    if "-" not in word:
        return [(word, 0)]
    parts = word.split("-")
    known = [len(p) > 1 and name_words(p) in words.known_by_words for p in parts]
    if len(parts) != 2 or not any(known) or not all(p[:1].isupper() for p in parts):
        return [(word, 0)]
    first = len(parts[0])
    return [(parts[0], 0), ("-", first), (parts[1], first + 1)]


def _particled(piece: str, words: Lexicon) -> bool:
    """Whether a word is a name with a small particle before it: "al-Sharaa"."""
    particle, hyphen, rest = piece.partition("-")
    return bool(hyphen) and rest[:1].isupper() and particle in words.particles


def _points_away(text: str, start: int, words: Lexicon) -> bool:
    """Whether a pointer to another page starts here ("Baca juga: ...")."""
    ahead = text[start : start + 40].lower()
    opening = start == 0 or text[start - 1] in "\n[.(" or text[:start].endswith(". ")
    return any(ahead.startswith(" ".join(p)) for p in words.pointers if len(p) > 1 or opening)


def _line_end(text: str, start: int) -> int:
    """End of the line; of the next one, where this holds the pointer's label alone and that a headline."""
    end = text.find("\n", start)
    if 0 <= end < start + 20:
        after = text.find("\n", end + 1)
        line = text[end + 1 : len(text) if after < 0 else after].strip()
        end = (
            after
            if len(line) < 160 and not line.startswith(('"', "“")) and not line.endswith((".", '"', "”"))
            else end
        )
    return min(len(text) if end < 0 else end, start + 200)


_SURE_VERB = re.compile(
    r"^me[a-z]{4,}kan$|^(?:mem|meng|meny)[a-z]{4,}$|^di[a-z]{3,}(?:kan|i)$|^(?:ber|ter|mem)[a-z]{4,}kan$"
)
_INNER_CAPITAL = re.compile(r"[A-Z]{2}|[a-z][A-Z]")
_CAUSATIVE = re.compile(r"^[a-z]{5,}(?:kan|nya)$")


def _in_name(token: Token, words: Lexicon, lowered: set[str], caseless: bool) -> bool:
    """Whether a capitalised word can stand in a name, whatever stands beside it."""
    lower, given = token.lower, token.given
    if caseless:
        return given and lower not in words.common
    if token.initial or _ROMAN.fullmatch(token.text):
        return True
    if token.text.isupper() and (not given or len(token.text) < 3):
        return False
    if _is_listed(lower, words) or (lower == "ke" and token.text == "Ke"):
        return False
    if given:
        return True
    if (
        lower in lowered
        or _NOUN.match(lower)
        or _CAUSATIVE.match(lower)
        or _SURE_VERB.match(lower)
        or (token.first and _VERB.match(lower))
    ):
        return False
    if _INNER_CAPITAL.search(token.text) and not token.text.startswith(
        ("Mc", "Mac", "De", "Di", "La", "Le", "Van", "O")
    ):
        return False
    first, hyphen, rest = lower.partition("-")
    return not (hyphen and (first == rest or rest.startswith(first) or rest.count("-") > 2))


def _is_listed(lower: str, words: Lexicon) -> bool:
    return (
        lower in words.common
        or lower in words.english
        or lower in words.places
        or lower in words.media
        or lower in words.bodies
    )


def known_at(words: Words, index: int, lex: Lexicon) -> tuple[KnownPerson, int] | None:
    """The well-known person named from a token on, by the longest of the names, and the index after it."""
    tokens = words.tokens
    if not tokens[index].capital or tokens[index].unsaid or not tokens[index].word:
        return None
    if not lex.known_firsts.issuperset(name_words(tokens[index].text)[:1]):
        return None
    spelled: list[str] = []
    best: tuple[KnownPerson, int] | None = None
    at = index
    while at < len(tokens) and len(spelled) < lex.longest_known + 1:
        token = tokens[at]
        if token.sentence != tokens[index].sentence:
            break
        if token.word:
            spelled.extend(name_words(token.text))
            person = lex.known_by_words.get(tuple(spelled))
            if person is not None:
                best = (person, at + 1)
        elif token.text not in "-‐‑–.'’" or (token.text == "." and not tokens[at - 1].initial):
            break
        at += 1
    return best


def looks_home(name: str, lex: Lexicon) -> bool:
    """Whether a name is one borne in Indonesia and Malaysia: by its words, or by their Javanese endings."""
    return any(
        (w in lex.home_given and w not in lex.foreign_given) or _HOME_ENDING.search(w)
        for w in core_words(name)
    )


def origins(name: str, lex: Lexicon) -> frozenset[str]:
    """The states where most of the name's known words are mostly borne; empty where none is known."""
    words = core_words(name)
    counts = {group: sum(w in names for w in words) for group, names in lex.groups.items()}
    most = max(counts.values())
    found = [lex.origins.get(group, frozenset()) for group, n in counts.items() if n == most and n]
    return frozenset().union(*found) if found and all(found) else frozenset()


_HOME_ENDING = re.compile(
    r"^(?:su|soe)[a-z]{4,}o$|(?:anto|iyono|arto|wati|ningsih|wan|adi|yanto|nugroho|oro|awan|udin|uddin|syah)$"
)


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
