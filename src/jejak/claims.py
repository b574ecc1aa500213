"""What one article claims, as the record keeps it: a finding with its identity and its document.

    Findings -> EventClaim, CommitmentClaim -> (grouped by the record) -> one event, one commitment

The store writes and reads these values and the record compares them; neither knows the other. A claim's
id is a hash of the document's words, the finding's kind, its arguments and where they stand, so that the
same finding made again, by a later version or from a reprint with the same words, has the same id. What
a person decides about a claim is keyed by that id.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jejak import edtf
from jejak.model import Article, Commitment, Event, Evidence, Statement, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """The document a claim stands in. `day` is its publication day (YYYY-MM-DD), given or inferred.

    `source` is the id of the group of reprints it belongs to (its own id when it stands alone).
    """

    id: str
    name: str
    day: str | None = None
    source: str = ""


@dataclass(frozen=True)
class EventClaim:
    """An event as one document tells it. `words` are the content words of its evidence, as stems.

    `people` are those who took part, each with the key of the name and the party they stand for.
    """

    id: str
    event: Event
    document: DocumentRef
    words: frozenset[str] = frozenset()
    people: tuple[tuple[str, str | None], ...] = ()

    def __hash__(self) -> int:
        """By identity within the record; equality compares all."""
        return hash((self.key, self.document.source))

    @cached_property
    def span(self) -> tuple[date, date] | None:
        """First and last day the event may have happened on, None when the article does not say."""
        return edtf.bounds(self.event.when)

    @cached_property
    def parties(self) -> frozenset[str]:
        """States, igos and groups on either side; an agency counts as its state."""
        return states((*self.event.actors, *self.event.recipients))

    @cached_property
    def key(self) -> tuple[str, str]:
        """Identity within the record, where a reprint may carry the same claim: claim and document."""
        return self.id, self.document.id


@dataclass(frozen=True)
class CommitmentClaim:
    """A commitment as one document tells it. `words` are the content words of its action, as stems."""

    id: str
    commitment: Commitment
    document: DocumentRef
    words: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        """By identity within the record; equality compares all."""
        return hash((self.key, self.document.source))

    @cached_property
    def parties(self) -> frozenset[str]:
        """States, igos and groups that promise or are promised to."""
        return states((*self.commitment.by, *self.commitment.to))

    @cached_property
    def made_day(self) -> str | None:
        """The last day on which it can have been made (YYYY-MM-DD); the document's when not said."""
        span = edtf.bounds(self.commitment.made)
        return span[1].isoformat() if span else self.document.day

    @cached_property
    def key(self) -> tuple[str, str]:
        """Identity within the record: claim and document."""
        return self.id, self.document.id


@dataclass(frozen=True, slots=True)
class ActorKey:
    """Which of the record's actors an article's actor is, and the words to find it by.

    `names` are pairs of a name as written and as compared (plain lower case); `words` the folded words
    of those names.
    """

    id: str
    folded: str
    party: str | None
    names: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


def states(codes: Iterable[str]) -> frozenset[str]:
    """The parties behind party and agency codes: `IDN` for `IDN:MFA`."""
    return frozenset(code.split(":")[0] for code in codes if code)


def document_id(article: Article) -> str:
    """Identity of a document: where it stands, what it says, and when and by whom it was published."""
    return content_id(
        "document", article.url or article.doc, article.title, article.publisher, article.published,
        article.text_hash,
    )  # fmt: skip


def event_id(text_hash: str, event: Event) -> str:
    """Id of an event claim."""
    who = (",".join(sorted(event.actors)), ",".join(sorted(event.recipients)))
    return content_id("event", text_hash, event.type, *who, event.when, event.status, *_spans(event.evidence))


def commitment_id(text_hash: str, commitment: Commitment) -> str:
    """Id of a commitment claim."""
    who = (",".join(sorted(commitment.by)), ",".join(sorted(commitment.to)))
    spans = _spans(commitment.evidence)
    return content_id("commitment", text_hash, commitment.action, *who, commitment.due, *spans)


def statement_id(text_hash: str, statement: Statement) -> str:
    """Id of a statement claim."""
    return content_id("statement", text_hash, statement.speaker.id, *_spans((statement.evidence,)))


def group_id(kind: str, keys: Iterable[tuple[str, str]]) -> str:
    """Id of a record item that several claims tell of: that of its first claim, in id order.

    It changes only when a claim with a smaller id joins; the item is found by any claim's id as well.
    """
    return content_id(kind, *min(keys))


def _spans(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(sorted(f"{e.zone}:{e.start}:{e.end}" for e in evidence))
