"""The values that pass between the rooms, in order of birth.

    Capture -> Article -> (Reading) -> TimeExpression, Actor, Statement, Event, Commitment -> Findings

All are frozen: equal by content, no I/O. Offsets are Unicode code points, end exclusive, into the
text of a *zone* of the article: `body` is `Article.text`, `caption:N` is `Article.captions[N]`.
Dates are EDTF strings (ISO 8601-2), unknown is None, never "". What each finding is: docs/codebook.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

BODY = "body"


def content_id(*parts: object) -> str:
    """A stable id, 16 hex digits, from what the parts say (never random, never a row number)."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the source says about a page besides its bytes (a row's columns, a feed entry's fields).

    All as given, unparsed; None where the source says nothing.
    """

    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Capture:
    """One page as a source delivered it.

    `doc` is the input's own name (file name, row id or URL), `address` where it came from (URL or
    path, with `#row` inside a container), `fetched` an ISO 8601 UTC time or None for local files.
    `media_type` says how to read `body`: `text/html`, `text/plain` (a page flattened to text) or
    `text/x-article` (the article's own text, as a row's body holds it: no page around it).
    """

    doc: str
    address: str
    media_type: str
    body: bytes
    charset: str | None = None
    fetched: str | None = None
    hints: Hints = Hints()

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the body."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page that could not be read, and why. `reason` is the code of the PageError."""

    doc: str
    address: str
    reason: str
    message: str
    sha256: str | None = None


@dataclass(frozen=True)
class Article:
    """The article's own words and what the page says about it (codebook 1).

    `text` holds the body's paragraphs joined by line breaks, without dateline and boilerplate.
    `published` is an EDTF date or date-time with UTC offset, as the page gives it;
    `published_inferred` what the body implies, only where `published` is None.
    """

    doc: str
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_inferred: str | None = None
    bylines: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    dateline: str | None = None
    language: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()

    @cached_property
    def text_hash(self) -> str:
        """Identity of the words: 16 hex digits over body and captions."""
        return content_id(self.text, *self.captions)

    @property
    def anchor_date(self) -> str | None:
        """The day (EDTF `YYYY-MM-DD`) that relative times count from."""
        date = self.published or self.published_inferred
        return date[:10] if date else None

    def zone(self, name: str) -> str:
        """The text of a zone: `body`, or `caption:N`."""
        return self.text if name == BODY else self.captions[int(name.removeprefix("caption:"))]

    def zones(self) -> tuple[str, ...]:
        """Names of all zones, body first."""
        return (BODY, *(f"caption:{n}" for n in range(len(self.captions))))

    def evidence(self, start: int, end: int, zone: str = BODY) -> Evidence:
        """The words from start to end, as evidence."""
        return Evidence(self.zone(zone)[start:end], start, end, zone)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Exact words of the article and where they stand. Cut them with `Article.evidence`."""

    exact: str
    start: int
    end: int
    zone: str = BODY

    def __post_init__(self) -> None:
        if not self.exact.strip() or self.end - self.start != len(self.exact):
            raise ValueError(f"no evidence: {self.exact!r} at {self.start}-{self.end}")

    def overlaps(self, other: Evidence) -> bool:
        """Whether the two share at least one character."""
        return self.zone == other.zone and self.start < other.end and other.start < self.end

    def covers(self, other: Evidence) -> bool:
        """Whether `other` stands inside this."""
        return self.zone == other.zone and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Clue:
    """Words that decided a part of a finding (trigger, status ...), and the rule that reads them so."""

    part: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What found a finding: the finder's name and version, the rule or model that fired, its score 0-1.

    `why` are the words that the rule went by, where the finding itself does not show them.
    """

    finder: str
    version: str
    rule: str
    score: float = 1.0
    why: tuple[Clue, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or period in the text, resolved to EDTF (codebook 2)."""

    edtf: str
    evidence: Evidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class Position:
    """An office a person holds, as written: "Duta Besar Rusia untuk ASEAN"."""

    title: str
    evidence: Evidence
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or is acted on in the article, with every place that names them (codebook 3).

    `id` is a party or agency code (`RUS`, `IDN:MFA`), or the name for persons and organisations.
    Persons have positions (first is the fullest) and the party they represent.
    """

    id: str
    kind: str
    name: str
    mentions: tuple[Evidence, ...]
    origin: Origin
    positions: tuple[Position, ...] = ()
    represents: str | None = None

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError(f"actor {self.id} is mentioned nowhere")

    @property
    def position(self) -> str | None:
        """The main position's title."""
        return self.positions[0].title if self.positions else None

    @property
    def party(self) -> str | None:
        """State, igo or group this actor is or stands for: `IDN` for `IDN:MFA` and for its minister."""
        code = self.represents if self.kind == "person" else self.id
        return code.split(":")[0] if code and self.kind != "organization" else None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a statement: an Actor's id and name, with the office they speak in."""

    id: str
    name: str
    represents: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One stretch of reported speech (codebook 4). `evidence` is the quote, marks not included."""

    speaker: Speaker
    kind: str
    evidence: Evidence
    origin: Origin
    cue: str | None = None
    said: str | None = None
    where: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something parties of different states did to or with each other (codebook 5)."""

    type: str
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    mode: str | None = None
    persons: tuple[str, ...] = ()
    when: str | None = None
    where: str | None = None
    contexts: tuple[str, ...] = ()
    series: str | None = None
    ordinal: int | None = None

    def __post_init__(self) -> None:
        _need_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something parties say they will do, with an action one can check later (codebook 6).

    `action` is verbatim, and stands inside the evidence.
    """

    by: tuple[str, ...]
    to: tuple[str, ...]
    action: str
    status: str
    evidence: tuple[Evidence, ...]
    origin: Origin
    made: str | None = None
    due: str | None = None
    contexts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _need_evidence(self.evidence)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A named agreement, plan or statement (codebook 7), where one article names it.

    `kind` is agreement, memorandum, plan or statement; `topic` the words of the name that tell it apart, in
    lower case; `act` whether the sentence has it adopted, planned or only named, and `when` (EDTF) that is;
    `validity` the period for which it is made.
    """

    name: str
    kind: str
    evidence: Evidence
    origin: Origin
    topic: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    act: str = "named"
    when: str | None = None
    validity: str | None = None


def _need_evidence(evidence: tuple[Evidence, ...]) -> None:
    if not evidence:
        raise ValueError("a finding needs evidence")


@dataclass(frozen=True)
class Findings:
    """All that was found in one article: what `Capture -> Findings` gives, and the record takes.

    `gated`: the page was not read in full, since nothing in it spoke for dealings between states.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    address: str | None = None
    sha256: str | None = None
    fetched: str | None = None
    versions: tuple[tuple[str, str], ...] = field(default=())
    gated: bool = False
