"""Where the record's rules meet its file: takes what was found in a page into the record.

Takes each page whole or not at all. Only the claims that a page may belong with are read again: its
documents' twins by their bands, its claims' kin by their blocks, and the whole components of those.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from jejak import claims as ids
from jejak.claims import CommitmentClaim, DocumentRef, EventClaim
from jejak.record import (
    commitments,
    decisions,
    discrepancies,
    events,
    occasions,
    plans,
    reprints,
    sameness,
)
from jejak.record.grouping import Component, Tie
from jejak.record.instruments import instrument_id
from jejak.record.people import actor_key, folded_words, name_key, plain
from jejak.record.persons import as_merged, as_split, mention_id, own_id
from jejak.record.sameness import PHASE
from jejak.record.words import content_words, stems
from jejak.store.claims import as_json
from jejak.store.writer import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from jejak.decisions import Decision, Verdicts
    from jejak.model import Actor, Article, Findings
    from jejak.record.commitments import RecordCommitment
    from jejak.record.events import RecordEvent
    from jejak.store.persons import PersonClaim
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
    people = {actor.name: actor for actor in findings.actors if actor.kind == "person"}
    own_names = (*names, *(mention.exact for person in people.values() for mention in person.mentions))
    document = DocumentRef(ids.document_id(article), article.doc, article.anchor_date)
    told = [
        EventClaim(
            ids.event_id(article.text_hash, event), event, document,
            content_words((e.exact for e in event.evidence), without=own_names),
            tuple((name_key(name), people[name].party if name in people else None) for name in event.persons),
        )
        for found in findings.events
        for event in occasions.parts(found, lambda e: content_words((e.exact,), without=own_names))
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
        _note_offices(writer, added.document)
        if added.is_new:
            _add_words(writer, added.document, page)
            if page.fingerprint:
                changed |= _join_twins(writer, added.document, page, page.fingerprint, is_twin)
        gone = {kind: writer.components_of_documents(kind, changed) for kind in ("event", "commitment")}
        writer.retire_claims(changed)
        verdicts = writer.decisions.verdicts()
        if any(verdicts.concern("person", key.id) for key in actors.values()):
            _name_persons(writer, verdicts, {key.id for key in actors.values()})
        writer.add_instruments(added.document, ((instrument_id(i), i) for i in page.findings.instruments))
        for told in page.events:
            writer.add_event(added.document, told, decisions.event_keys(verdicts, told))
        for promised in page.commitments:
            writer.add_commitment(added.document, promised, decisions.commitment_keys(verdicts, promised))
        new_events, new_promises = writer.current_events(changed), writer.current_commitments(changed)
        _link_events(writer, new_events, gone["event"])
        _link_commitments(writer, new_promises, gone["commitment"])
        _link_steps(writer, new_events, new_promises)


def decide(writer: Writer, taken: Sequence[Decision]) -> None:
    """Takes decisions into the record and groups anew what they concern: all of it or nothing.

    Each must be new to the record, and an undo stand after what it undoes.
    """
    with writer.page():
        before = writer.decisions.verdicts()
        writer.decisions.add(taken)
        after = writer.decisions.verdicts()
        about: dict[str, set[str]] = defaultdict(set)
        for decision in taken:
            for claim in decision.concerned:
                about[decision.kind] |= {claim, *before.same(decision.kind, claim)}
                about[decision.kind] |= after.same(decision.kind, claim)
        told, promised = writer.events_with(about["event"]), writer.commitments_with(about["commitment"])
        writer.find_anew("event", {s.row: decisions.event_keys(after, s.claim) for s in told})
        writer.find_anew("commitment", {s.row: decisions.commitment_keys(after, s.claim) for s in promised})
        _link_events(writer, told, frozenset(s.component for s in told if s.component))
        _link_commitments(writer, promised, frozenset(s.component for s in promised if s.component))
        _link_steps(writer, told, promised)
        if about["person"]:
            _name_persons(writer, after, about["person"], [d for d in taken if d.kind == "person"])


def _name_persons(
    writer: Writer, verdicts: Verdicts, concerned: Collection[str], undone: Iterable[Decision] = ()
) -> None:
    """Tells anew who is whom, of these persons and of all whom any decision joins to or parts from them.

    `undone` are decisions that no longer count, about which it must be told too.
    """
    persons, found = set(concerned), dict[int, "PersonClaim"]()
    told = [*undone, *(d for d in verdicts.in_force if d.kind == "person")]
    size = -1
    while size != len(persons):
        size = len(persons)
        near = [d for d in told if not persons.isdisjoint(d.concerned)]
        persons = persons.union(*(d.concerned for d in near), *(verdicts.same("person", p) for p in persons))
        texts = {s.text for d in near for s in (*d.subjects, *d.others) if s.text}
        found = {c.row: c for c in writer.persons.claims(persons, texts) if _concerns(c, persons)}
        split = {c.row: as_split(verdicts, c.text, own_id(c.name, c.represents)) for c in found.values()}
        persons |= set(split.values())
    actors = writer.persons.assign(as_merged(verdicts, split))
    names = {
        (plain(name), actors[claim.row], name)
        for claim in found.values()
        for name in (claim.name, *claim.names)
        if name == claim.name or name_key(name) == name_key(claim.name)
    }
    words = {(word, actor) for compared, actor, _ in names for word in folded_words(compared)}
    changed = {claim.actor for claim in found.values()} | set(actors.values())
    writer.persons.rename(changed, sorted(names), sorted(words))


def _note_offices(writer: Writer, document: int) -> None:
    """Marks the persons to whom the document gives an office that may not go with one they have."""
    for actor, (given, known) in writer.persons.offices(document).items():
        if any(discrepancies.excludes(one, other) for one in given for other in known):
            writer.persons.mark_disputed([actor])


def _concerns(claim: PersonClaim, persons: Collection[str]) -> bool:
    own = own_id(claim.name, claim.represents)
    return claim.person in persons or own in persons or mention_id(claim.text, own) in persons


def _add_words(writer: Writer, document: int, page: Page) -> None:
    article = page.findings.article
    writer.add_search_text(
        document, article.title or "", "\n".join((article.text, *article.captions)), page.stems
    )


def _join_twins(
    writer: Writer, document: int, page: Page, mark: Fingerprint, is_twin: Callable[[bytes, bytes], bool]
) -> frozenset[int]:
    """Puts the document into the group of its reprints; gives the documents whose group changed."""
    day, joined = page.findings.article.anchor_date, set[str]()
    for twin in writer.twins(mark.bands, reprints.days_near(day)):
        if twin.source not in joined and is_twin(mark.signature, twin.signature):
            joined.add(twin.source)
    writer.add_signature(document, day, mark.signature, mark.bands)
    own = ids.document_id(page.findings.article)
    return writer.join_sources({own, *joined}) if joined else frozenset()


def _link_events(writer: Writer, new: list[Stored[EventClaim]], gone: frozenset[str]) -> None:
    verdicts = writer.decisions.verdicts()
    own = decisions.event_rules(verdicts, (s.claim for s in new))
    blocks = {key for stored in new for key in own.blocks(stored.claim)}
    near = {
        s.row: s for s in (*writer.events_in(blocks), *writer.events_with(_joined(verdicts, "event", new)))
    }
    rules = decisions.event_rules(verdicts, (s.claim for s in (*near.values(), *new)))
    kin = [s for s in near.values() if any(rules.likeness(s.claim, n.claim) > 0 for n in new)]
    touched = gone | {s.component for s in kin if s.component}
    members = {s.row: s for s in (*writer.events_of(touched), *new)}
    before = writer.ties("event", members)
    old, loose = _whole(members.values(), {s.row for s in new}, gone, before)
    rows = {s.claim.key: s.row for s in members.values()}
    found = decisions.group_events(verdicts, loose, old)
    numbers = writer.write_items("event", touched, [_event_item(e, rows, verdicts) for e in found])
    _write_ties(writer, "event", found, members, before, frozenset(s.row for s in new))
    for item, number in zip(found, numbers, strict=True):
        _link_plans(writer, item, number)


def _link_plans(writer: Writer, item: RecordEvent, number: int) -> None:
    """Notes which plans the event realises or cancels, or by which events it was, if it is a plan."""
    seen = writer.decisions.verdicts().event
    mine = [seen(claim) for claim in sorted(item.claims, key=lambda claim: claim.key)]
    phase = PHASE[mine[0].event.status]
    if phase not in ("ahead", "done", "cancelled"):
        return
    blocks = plans.blocks(item.claims) | plans.blocks(mine)
    kin = {stored.item for stored in writer.events_in(blocks) if stored.item}
    rows = []
    for other, found_claims in writer.claims_of(kin - {number}, plans.COMPARED).items():
        claims = [seen(claim) for claim in found_claims]
        plan, deed = (mine, claims) if phase == "ahead" else (claims, mine)
        if found := plans.relation(plan, deed):
            pair = (other, number) if phase == "ahead" else (number, other)
            rows.append((*pair, found.kind, found.reason, found.score))
    writer.write_relations(number, rows)


def _link_commitments(writer: Writer, new: list[Stored[CommitmentClaim]], gone: frozenset[str]) -> None:
    verdicts = writer.decisions.verdicts()
    own = decisions.commitment_rules(verdicts, (s.claim for s in new))
    blocks = {key for stored in new for key in own.blocks(stored.claim)}
    joined = writer.commitments_with(_joined(verdicts, "commitment", new))
    near = {s.row: s for s in (*writer.commitments_in(blocks), *joined)}
    rules = decisions.commitment_rules(verdicts, (s.claim for s in (*near.values(), *new)))
    kin = [s for s in near.values() if any(rules.likeness(s.claim, n.claim) > 0 for n in new)]
    touched = gone | {s.component for s in kin if s.component}
    members = {s.row: s for s in (*writer.commitments_of(touched), *new)}
    before = writer.ties("commitment", members)
    old, loose = _whole(members.values(), {s.row for s in new}, gone, before)
    rows = {s.claim.key: s.row for s in members.values()}
    found = decisions.group_commitments(verdicts, loose, old)
    writer.write_items("commitment", touched, [_commitment_item(c, rows, verdicts) for c in found])
    _write_ties(writer, "commitment", found, members, before, frozenset(s.row for s in new))


def _joined(verdicts: Verdicts, kind: str, new: Iterable[Stored[C]]) -> frozenset[str]:
    """Ids of the claims that somebody made one with any of these."""
    return frozenset().union(*(verdicts.same(kind, stored.claim.id) for stored in new))


def _write_ties(
    writer: Writer,
    kind: str,
    found: Sequence[RecordEvent] | Sequence[RecordCommitment],
    members: Mapping[int, Stored[C]],
    before: frozenset[tuple[int, int]],
    concerned: frozenset[int],
) -> None:
    """Stores by which pairs the claims were joined, each with its reason.

    Of pairs that stay, those of claims about which something was decided may have another reason now.
    """
    claims = {row: stored.claim for row, stored in members.items()}
    rows = {claim.key: row for row, claim in claims.items()}
    now: set[tuple[int, int]] = {_row_pair(tie, rows) for item in found for tie in item.ties}
    again = {tie for tie in now & before if not concerned.isdisjoint(tie)}
    verdicts, new = writer.decisions.verdicts(), list[tuple[int, int, str, float]]()
    for a, b in sorted((now - before) | again):
        reason, score = _reason(verdicts, claims[a], claims[b])
        new.append((a, b, reason, score))
    writer.write_ties(kind, sorted((before - now) | again), new)


def _reason(
    verdicts: Verdicts, a: EventClaim | CommitmentClaim, b: EventClaim | CommitmentClaim
) -> tuple[str, float]:
    kind = "event" if isinstance(a, EventClaim) else "commitment"
    if decided := decisions.decided_reason(verdicts, kind, a.id, b.id):
        return decided
    if isinstance(a, EventClaim) and isinstance(b, EventClaim):
        return sameness.why_same(a, b) or ("somebody decided so", 1.0)
    if isinstance(a, CommitmentClaim) and isinstance(b, CommitmentClaim):
        return commitments.why_same(a, b)
    raise TypeError(f"{type(a).__name__} and {type(b).__name__} are never one")


def _row_pair(tie: Tie, rows: Mapping[tuple[str, str], int]) -> tuple[int, int]:
    return rows[tie[0]], rows[tie[1]]


def _whole(
    members: Iterable[Stored[C]],
    new: Collection[int],
    gone: Collection[str],
    ties: Iterable[tuple[int, int]],
) -> tuple[list[Component[C]], list[C]]:
    """The components that nothing left, as they are grouped; and the claims to be grouped anew."""
    parts: dict[str, dict[int, list[C]]] = defaultdict(lambda: defaultdict(list))
    kept: dict[int, Stored[C]] = {}
    loose: list[C] = []
    for stored in members:
        if stored.row in new or stored.item is None or not stored.component or stored.component in gone:
            loose.append(stored.claim)
        else:
            parts[stored.component][stored.item].append(stored.claim)
            kept[stored.row] = stored
    joined: dict[str, set[Tie]] = defaultdict(set)
    for a, b in ties:
        if a in kept and b in kept:
            joined[str(kept[a].component)].add((kept[a].claim.key, kept[b].claim.key))
    settled = {str(stored.component) for stored in kept.values() if stored.settled}
    whole = [
        Component(key, tuple(map(tuple, groups.values())), frozenset(joined[key]), key in settled)
        for key, groups in parts.items()
    ]
    return whole, loose


def _link_steps(
    writer: Writer, told: list[Stored[EventClaim]], promised: list[Stored[CommitmentClaim]]
) -> None:
    """Notes which events carry out which promises, for all pairs with a new one among them."""
    verdicts = writer.decisions.verdicts()
    carrying = {key for event in told for key in events.carry_blocks(verdicts.event(event.claim))}
    kept = {key for p in promised for key in commitments.carry_blocks(verdicts.commitment(p.claim))}
    pairs = [(p, e) for p in writer.commitments_in(carrying) for e in told]
    pairs += [(p, e) for e in writer.events_in(kept) for p in promised]
    for stored_promise, stored_event in pairs:
        promise, event = verdicts.commitment(stored_promise.claim), verdicts.event(stored_event.claim)
        if commitments.carry_blocks(promise).isdisjoint(events.carry_blocks(event)):
            continue
        if found := commitments.step(promise, event):
            writer.add_step(stored_promise.row, stored_event.row, found.status, found.reason)


def _event_item(item: RecordEvent, rows: dict[tuple[str, str], int], verdicts: Verdicts) -> Item:
    first, last = item.days
    columns: dict[str, object] = {
        "id": item.id, "component": item.component, "type": item.type, "mode": item.mode,
        "status": item.status, "actors": as_json(item.actors), "recipients": as_json(item.recipients),
        "persons": as_json(item.persons), "happened": item.when, "first_day": first, "last_day": last,
        "sort_day": item.sort_day, "place": item.where, "contexts": as_json(item.contexts),
        "series": item.series, "ordinal": item.ordinal, "settled": int(item.settled),
        "rejected": int(verdicts.is_rejected("event", item.claims[0].id)),
        "disputed": int(_may_be_disputed(item, verdicts)),
    }  # fmt: skip
    return _item(item, columns, [(party,) for party in item.parties], rows)


def _may_be_disputed(item: RecordEvent, verdicts: Verdicts) -> bool:
    """Whether reports may disagree, as they were found: what was corrected in them does not end that."""
    decided = any(verdicts.concern("event", claim.id) for claim in item.claims)
    return len(item.claims) > 1 and (decided or discrepancies.may_be_disputed(item.claims))


def _commitment_item(item: RecordCommitment, rows: dict[tuple[str, str], int], verdicts: Verdicts) -> Item:
    columns: dict[str, object] = {
        "id": item.id, "component": item.component, "by": as_json(item.by), "to": as_json(item.to),
        "action": item.action, "made": item.made, "due": item.due, "contexts": as_json(item.contexts),
        "sort_day": item.sort_day, "settled": int(item.settled),
        "rejected": int(verdicts.is_rejected("commitment", item.claims[0].id)),
    }  # fmt: skip
    sides = [
        (party, side) for side, codes in (("by", item.by), ("to", item.to)) for party in ids.states(codes)
    ]
    return _item(item, columns, sorted(sides), rows)


def _item(
    item: RecordEvent | RecordCommitment,
    columns: Mapping[str, object],
    parties: Iterable[tuple[str, ...]],
    rows: Mapping[tuple[str, str], int],
) -> Item:
    return Item(
        columns, tuple(parties), tuple(rows[claim.key] for claim in item.claims),
        len({claim.document.id for claim in item.claims}),
    )  # fmt: skip


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
