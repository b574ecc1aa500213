"""The word lists of the people finder, read once from the language's data files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from jejak.findings.people.known import KnownPerson, Term
from jejak.languages.data import lexicon_data, lexicon_text
from jejak.names import PARTICLES, core_words, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


HOME_GROUP = "id"
_FAR_GROUPS = ("en", "eu", "ru", "zh", "ja", "ko", "vi")
"""Groups of given names that are borne in Indonesia too, and there tell nothing of where from."""


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
    newly: frozenset[str]
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

    def is_listed(self, lower: str) -> bool:
        """Whether a word is listed as no name: a common word, a place, a medium, a body."""
        lists = (self.common, self.english, self.places, self.media, self.bodies)
        return any(lower in known for known in lists)


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
        newly=frozenset(titles["newly"]),
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
