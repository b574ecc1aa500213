"""Candidates: every cue of a promise with the action that follows, and everybody who may have promised it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from jejak.findings.scenes import Participant
from jejak.languages.data import lexicon_data
from jejak.languages.patterns import Match, PatternMatcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jejak.findings.scenes import SentenceScene

_VERB = re.compile(
    r"(?:me[mnlrwy]\w{3,}|ber\w{4,}|di\w{4,}"
    r"|(?:tingkat|perkuat|bangun|buka|kirim|beli|latih|bantu|dukung|kerjasama|bekerja|hadir|datang|mundur"
    r"|tiba)\w*)"
    r"(?<!nya)"
)
_PHRASE_END = re.compile(
    r"[;:.\"”]|,(?=[\s\"”])"
    r"|\s(?:sementara|sedangkan|karena|sehingga|namun|tetapi|jika|apabila|kata|ujar|yang\s+akan)\s"
    r"|\s(?:dan|serta)\s+(?:juga\s+)?(?:akan|siap|bersedia|berkomitmen|berjanji|sepakat|berencana)\s",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,;.:\"”]")
_CLAUSE_START = re.compile(r"[,;:\"“”]\s*|\bbahwa\s+", re.IGNORECASE)
_MIN_ACTION = 8
_MOST_BETWEEN = 5
_MOST_SPORT = 1
_VERBS_ONLY = frozenset({"will", "scheduled", "ready"})
"""Cues that a noun behind does not make a promise ("akan pembangunan": about it)."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of commitments.yaml: cues and their kinds, lists by name, how acts of a kind start."""

    cues: PatternMatcher[str]
    lists: Mapping[str, frozenset[str]]
    acts: tuple[str, ...]
    verbs: Mapping[str, tuple[str, ...]]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    data = lexicon_data("id", "commitments")
    cues = [(str(word), kind) for kind, words in data["cues"].items() for word in words]
    return Vocabulary(
        PatternMatcher(cues),
        {name: frozenset(words) for name, words in data["lists"].items()},
        tuple(data["acts"]),
        {kind: tuple(starts) for kind, starts in data["verbs"].items()},
    )


def is_verb(form: str) -> bool:
    """Whether a lower-case word has the shape of an Indonesian verb."""
    return _VERB.fullmatch(form) is not None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A promise that somebody may have made. Offsets are the zone's.

    `way` is how the promiser was found: `named` right behind a noun, `nearest` or `first` group before it,
    `tail` of a list that is none, `oblique` behind a preposition, `speaker`, `agent` of a passive, or `last`
    subject of the sentences before.
    """

    sentence: SentenceScene
    cue: Match[str]
    action: tuple[int, int]
    first: int
    """Index of the action's first word in the sentence."""
    by: tuple[Participant, ...]
    way: str

    @property
    def parties(self) -> frozenset[str]:
        """The promisers at state level."""
        return frozenset(p.party for p in self.by)

    @property
    def stands_before(self) -> bool:
        """Whether the promiser is named as a subject before the cue."""
        return self.way in ("nearest", "first", "tail")

    @property
    def called_off(self) -> bool:
        """Whether the words tell that the promise will not be kept."""
        return self.cue.value == "called_off"

    def is_act(self, kind: str) -> bool:
        """Whether the action begins like an act of a kind of commitments.yaml."""
        return self.sentence.words[self.first].form.startswith(vocabulary().verbs[kind])

    @property
    def words(self) -> frozenset[str]:
        """The action's words in lower case."""
        start, end = self.action
        return frozenset(word.form for word in self.sentence.words if start <= word.start < end)

    def stretch(self) -> tuple[int, int]:
        """The words that say it: from the promiser, else the clause's start, to the action's end."""
        at = min(self.cue.start, self.action[0])
        if self.stands_before or self.way == "named":
            start = min(at, self.by[0].start)
            return (start if start >= self.sentence.start else at), self.action[1]
        text = self.sentence.scene.zone.text
        starts = [m.end() for m in _CLAUSE_START.finditer(text, self.sentence.start, at)]
        return (starts[-1] if starts else self.sentence.start), self.action[1]


def candidates(sentence: SentenceScene) -> Iterator[Candidate]:
    """All candidates of a sentence, in the order of their cues; a sentence of sport has none."""
    sport = vocabulary().lists["sport"]
    if sum(word.form in sport for word in sentence.words) > _MOST_SPORT:
        return
    for cue in vocabulary().cues.find_all(sentence.words):
        found = _action(sentence, cue)
        if found is None:
            continue
        first, action = found
        seen: set[frozenset[str]] = set()
        for way, by in _promisers(sentence, cue, action):
            candidate = Candidate(sentence, cue, action, first, tuple(by), way)
            if candidate.parties not in seen:
                seen.add(candidate.parties)
                yield candidate


# ---- what is promised


def _action(sentence: SentenceScene, cue: Match[str]) -> tuple[int, tuple[int, int]] | None:
    """Index of the action's first word, and its start and end: the verb or noun phrase after the cue."""
    words, between = sentence.words, vocabulary().lists["between"]
    at = _after_named(sentence, cue)
    limit = at + _MOST_BETWEEN
    while at < len(words) and at < limit and words[at].form in between:
        at += 1
    if at >= len(words) or not _is_act(words[at].form, cue):
        return None
    text = sentence.scene.zone.text
    if _CUT.search(text, cue.end, words[at].start):
        return None
    start = words[at].start
    stop = _PHRASE_END.search(text, start + _MIN_ACTION, sentence.end)
    end = stop.start() if stop else sentence.end
    return (at, (start, end)) if end - start >= _MIN_ACTION else None


def _is_act(form: str, cue: Match[str]) -> bool:
    lists = vocabulary().lists
    if form in lists["not_actions"]:
        return False
    if is_verb(form):
        return True
    return (
        cue.value not in _VERBS_ONLY and form.startswith(vocabulary().acts) and form not in lists["not_acts"]
    )


def _after_named(sentence: SentenceScene, cue: Match[str]) -> int:
    """Index of the word after the cue, and after the parties named right behind it."""
    at = cue.last + 1
    groups = _named_after_noun(sentence, cue) or _joined_after(sentence, cue)
    while groups and at < len(sentence.words) and sentence.words[at].start < groups[-1].end:
        at += 1
    return at


# ---- who promises


def _named_after_noun(sentence: SentenceScene, cue: Match[str]) -> list[Participant]:
    """Who decides, if the cue is a noun and they follow at once: "kesediaan Rusia melatih"."""
    lists = vocabulary().lists
    if sentence.words[cue.last].form not in lists["nouns"]:
        return []
    group, between = _next_group(sentence, cue)
    near = len(between) <= 2 and all(word[0].isupper() or word in lists["titles"] for word in between)
    return group if near else []


def _joined_after(sentence: SentenceScene, cue: Match[str]) -> list[Participant]:
    """Who agrees too: "sepakat dengan Rusia untuk"."""
    following = sentence.words[cue.last + 1 : cue.last + 2]
    if not following or following[0].form not in vocabulary().lists["joining"]:
        return []
    group, between = _next_group(sentence, cue)
    return group if len(between) <= 4 else []


def _next_group(sentence: SentenceScene, cue: Match[str]) -> tuple[list[Participant], list[str]]:
    """The parties named next behind the cue, and the words between."""
    for group in sentence.groups:
        if group[0].start >= cue.end:
            return group, sentence.scene.zone.text[cue.end : group[0].start].split()
    return [], []


def _is_apposed(sentence: SentenceScene, group: Sequence[Participant]) -> bool:
    """Whether only a comma joins the last of a group to the others: "di bawah Biden, Australia akan"."""
    if len(group) < 2 or group[-1].party == group[-2].party:
        return False
    return sentence.scene.zone.text[group[-2].end : group[-1].start].strip() == ","


def _promisers(
    sentence: SentenceScene, cue: Match[str], action: tuple[int, int]
) -> Iterator[tuple[str, list[Participant]]]:
    """Each way to tell who promises, with at least one party."""
    if named := _named_after_noun(sentence, cue):
        yield "named", named
    yield from _subjects(sentence, cue)
    statement = sentence.scene.statement_over(cue.start, cue.end)
    if statement is not None:
        code = statement.speaker.represents or statement.speaker.id
        if code != statement.speaker.name:
            yield "speaker", [Participant(code, cue.start, cue.start)]
    for group in sentence.groups:
        if action[0] < group[0].start < action[1] and group[0].preposition == "oleh":
            yield "agent", group
            break
    told = statement is not None or any(_is_subject(g) for g in sentence.groups if g[-1].end <= cue.start)
    if not told and not _is_passive(sentence, action):
        last = sentence.scene.last_subject(sentence.start)
        if last is not None:
            yield "last", [Participant(last.code, cue.start, cue.start)]


def _is_passive(sentence: SentenceScene, action: tuple[int, int]) -> bool:
    """Whether the action is done to its subject: that nobody says so makes it a timetable."""
    return sentence.scene.zone.text.startswith("di", action[0])


def _subjects(sentence: SentenceScene, cue: Match[str]) -> Iterator[tuple[str, list[Participant]]]:
    """The groups before the cue that may be its subject."""
    too = _joined_after(sentence, cue) if cue.value in ("agreed", "signed") else []
    before = [g for g in sentence.groups if g[-1].end <= cue.start]
    if not before:
        return
    plain = [g for g in before if _is_subject(g)]
    if _is_apposed(sentence, before[-1]):
        yield "tail", [before[-1][-1], *too]
    if plain:
        yield "nearest", [*plain[-1], *too]
    if len(plain) > 1:
        yield "first", [*plain[0], *too]
    if not _is_subject(before[-1]) and before[-1][0].preposition in vocabulary().lists["oblique"]:
        yield "oblique", before[-1]


def _is_subject(group: Sequence[Participant]) -> bool:
    return not group[0].place and group[0].preposition in (None, "antara", "bersama")
