"""Where the record's rules meet its file: takes what was found in a page into the record.

Runs inside one transaction a page. Only the claims that a page may belong with are read again: its
documents' twins by their bands, its claims' kin by their blocks, and the whole components of those.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from jejak import claims as ids
from jejak.claims import CommitmentClaim, DocumentRef, EventClaim
from jejak.record import commitments, events, reprints
from jejak.record.grouping import Component
from jejak.record.people import actor_key
from jejak.record.words import content_words, stems
from jejak.store.claims import as_json
from jejak.store.writer import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from jejak.model import Actor, Article, Findings
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.store.writer import CaptureNote, Stored, Writer

C = TypeVar("C", EventClaim, CommitmentClaim)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A document's near-duplicate signature and the bands under which its twins are found."""

    signature: bytes
    bands: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """All that a worker makes of a page, ready to be stored: findings, claims, search text, fingerprint."""

    findings: Findings
    events: tuple[EventClaim, ...]
    commitments: tuple[CommitmentClaim, ...]
    stems: str
    fingerprint: Fingerprint | None = None


def page_of(findings: Findings, fingerprint: Fingerprint | None = None) -> Page:
    """The page with its claims. Pure, so it runs where the page was read."""
    article, names = findings.article, tuple(_party_names(findings.actors))
    document = DocumentRef(ids.document_id(article), article.doc, article.anchor_date)
    told = [
        EventClaim(
            ids.event_id(article.text_hash, event), event, document,
            content_words((e.exact for e in event.evidence), without=names),
        )
        for event in findings.events
    ]  # fmt: skip
    promised = [
        CommitmentClaim(
            ids.commitment_id(article.text_hash, promise), promise, document,
            content_words((promise.action,), without=names),
        )
        for promise in findings.commitments
    ]  # fmt: skip
    return Page(findings, _unique(told), _unique(promised), _stems(article), fingerprint)


def add_page(
    writer: Writer, page: Page, capture: CaptureNote, is_twin: Callable[[bytes, bytes], bool]
) -> None:
    """Takes a page into the record, whole or not at all; `is_twin` compares two signatures."""
    with writer.page():
        actors = {actor.id: actor_key(actor) for actor in page.findings.actors}
        added = writer.add_reading(page.findings, capture, actors)
        changed = set(added.changed)
        if added.is_new:
            _add_words(writer, added.document, page)
            if page.fingerprint:
                changed |= _join_twins(writer, added.document, page, page.fingerprint, is_twin)
        gone = {kind: writer.components_of_documents(kind, changed) for kind in ("event", "commitment")}
        writer.retire_claims(changed)
        for told in page.events:
            writer.add_event(added.document, told, events.event_blocks(told))
        for promised in page.commitments:
            writer.add_commitment(added.document, promised, commitments.commitment_blocks(promised))
        new_events, new_promises = writer.current_events(changed), writer.current_commitments(changed)
        _link_events(writer, new_events, gone["event"])
        _link_commitments(writer, new_promises, gone["commitment"])
        _link_steps(writer, new_events, new_promises)


def _add_words(writer: Writer, document: int, page: Page) -> None:
    article = page.findings.article
    writer.add_search_text(
        document, article.title or "", "\n".join((article.text, *article.captions)), page.stems
    )


def _join_twins(
    writer: Writer, document: int, page: Page, mark: Fingerprint, is_twin: Callable[[bytes, bytes], bool]
) -> frozenset[int]:
    """Puts the document into the group of its reprints; gives the documents whose group changed."""
    day = page.findings.article.anchor_date
    twins = [
        twin
        for twin in writer.twins(mark.bands)
        if reprints.within_days(day, twin.day) and is_twin(mark.signature, twin.signature)
    ]
    writer.add_signature(document, mark.signature, mark.bands)
    own = ids.document_id(page.findings.article)
    return writer.join_sources({own, *(twin.source for twin in twins)}) if twins else frozenset()


def _link_events(writer: Writer, new: list[Stored[EventClaim]], gone: frozenset[str]) -> None:
    blocks = {key for stored in new for key in events.same_blocks(stored.claim)}
    kin = [s for s in writer.events_in(blocks) if any(events.likeness(s.claim, n.claim) > 0 for n in new)]
    touched = gone | {s.component for s in kin if s.component}
    members = {s.row: s for s in (*writer.events_of(touched), *new)}
    old, loose = _whole(members.values(), {s.row for s in new}, gone)
    rows = {s.claim.key: s.row for s in members.values()}
    writer.write_items("event", touched, [_event_item(e, rows) for e in events.group_events(loose, old)])


def _link_commitments(writer: Writer, new: list[Stored[CommitmentClaim]], gone: frozenset[str]) -> None:
    blocks = {key for stored in new for key in commitments.same_blocks(stored.claim)}
    kin = [
        s
        for s in writer.commitments_in(blocks)
        if any(commitments.likeness(s.claim, n.claim) > 0 for n in new)
    ]
    touched = gone | {s.component for s in kin if s.component}
    members = {s.row: s for s in (*writer.commitments_of(touched), *new)}
    old, loose = _whole(members.values(), {s.row for s in new}, gone)
    rows = {s.claim.key: s.row for s in members.values()}
    grouped = commitments.group_commitments(loose, old)
    writer.write_items("commitment", touched, [_commitment_item(c, rows) for c in grouped])


def _whole(
    members: Iterable[Stored[C]], new: Collection[int], gone: Collection[str]
) -> tuple[list[Component[C]], list[C]]:
    """The components that nothing left, as they are grouped; and the claims to be grouped anew."""
    parts: dict[str, dict[int, list[C]]] = defaultdict(lambda: defaultdict(list))
    loose: list[C] = []
    for stored in members:
        if stored.row in new or stored.item is None or not stored.component or stored.component in gone:
            loose.append(stored.claim)
        else:
            parts[stored.component][stored.item].append(stored.claim)
    whole = [Component(key, tuple(map(tuple, groups.values()))) for key, groups in parts.items()]
    return whole, loose


def _link_steps(
    writer: Writer, told: list[Stored[EventClaim]], promised: list[Stored[CommitmentClaim]]
) -> None:
    """Notes which events carry out which promises, for all pairs with a new one among them."""
    carrying = {key for event in told for key in events.carry_blocks(event.claim)}
    kept = {key for promise in promised for key in commitments.carry_blocks(promise.claim)}
    pairs = [(p, e) for p in writer.commitments_in(carrying) for e in told]
    pairs += [(p, e) for e in writer.events_in(kept) for p in promised]
    for promise, event in pairs:
        if found := commitments.step(promise.claim, event.claim):
            writer.add_step(promise.row, event.row, found.status, found.reason)


def _event_item(item: RecordEvent, rows: dict[tuple[str, str], int]) -> Item:
    first, last = item.days
    columns: dict[str, object] = {
        "id": item.id, "component": item.component, "type": item.type, "mode": item.mode,
        "status": item.status, "actors": as_json(item.actors), "recipients": as_json(item.recipients),
        "persons": as_json(item.persons), "happened": item.when, "first_day": first, "last_day": last,
        "sort_day": item.sort_day, "place": item.where, "contexts": as_json(item.contexts),
        "series": item.series, "ordinal": item.ordinal,
    }  # fmt: skip
    parties = tuple((party,) for party in item.parties)
    return Item(columns, parties, tuple(rows[claim.key] for claim in item.claims))


def _commitment_item(item: RecordCommitment, rows: dict[tuple[str, str], int]) -> Item:
    columns: dict[str, object] = {
        "id": item.id, "component": item.component, "by": as_json(item.by), "to": as_json(item.to),
        "action": item.action, "made": item.made, "due": item.due, "contexts": as_json(item.contexts),
        "sort_day": item.sort_day,
    }  # fmt: skip
    sides = [
        (party, side) for side, codes in (("by", item.by), ("to", item.to)) for party in ids.states(codes)
    ]
    return Item(columns, tuple(sorted(sides)), tuple(rows[claim.key] for claim in item.claims))


def _party_names(actors: tuple[Actor, ...]) -> set[str]:
    """What the parties are called in the article: words that don't tell its events apart."""
    return {
        name
        for actor in actors
        if actor.kind in ("state", "igo", "group")
        for name in (actor.name, *(mention.exact for mention in actor.mentions))
    }


def _stems(article: Article) -> str:
    return " ".join(stems("\n".join((article.title or "", article.text, *article.captions))))


def _unique(claims: list[C]) -> tuple[C, ...]:
    """Each claim once: a finder that says one thing twice says it once."""
    return tuple({claim.key: claim for claim in claims}.values())
