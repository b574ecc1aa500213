"""Hand-coded articles as findings, so that the record's rules are tested apart from the finders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from builders import ORIGIN
from jejak.model import Actor, Commitment, Event, Findings, Position, content_id

if TYPE_CHECKING:
    from jejak.model import Article, Evidence


def gold_findings(row: dict[str, Any], page: Article) -> Findings:
    """The actors, events and commitments of a row of hand coding, their words found in the article."""
    return Findings(
        page,
        actors=tuple(_actor(page, coded) for coded in row["actors"]),
        events=tuple(_event(page, coded) for coded in row["events"]),
        commitments=tuple(_commitment(page, coded) for coded in row["commitments"]),
        address=page.doc,
        sha256=content_id(page.text),
    )


def _find(page: Article, exact: str) -> Evidence:
    """The words where they stand in the body or a caption, whatever white space is between them."""
    words = re.compile(r"\s+".join(re.escape(word) for word in exact.split()))
    for zone in page.zones():
        if match := words.search(page.zone(zone)):
            return page.evidence(*match.span(), zone)
    raise AssertionError(f"{page.doc}: not in the article: {exact!r}")


def _actor(page: Article, coded: dict[str, Any]) -> Actor:
    mentions = tuple(_found(page, coded.get("mentions", ())))
    where = mentions or (page.evidence(0, 1),)
    title = coded.get("position")
    offices = (Position(title, where[0]),) if title else ()
    name = coded.get("name") or (
        coded["id"] if coded["kind"] == "person" or not mentions else mentions[0].exact
    )
    return Actor(coded["id"], coded["kind"], name, where, ORIGIN, offices, coded.get("represents"))


def _found(page: Article, names: list[str]) -> list[Evidence]:
    return [_find(page, name) for name in names if any(name in page.zone(z) for z in page.zones())]


def _event(page: Article, coded: dict[str, Any]) -> Event:
    return Event(
        coded["type"], coded["status"], tuple(coded["actors"]), tuple(coded.get("recipients") or ()),
        (_find(page, coded["evidence"]),), ORIGIN, mode=coded.get("mode"),
        persons=tuple(coded.get("persons") or ()), when=coded.get("when"), where=coded.get("where"),
        contexts=tuple(coded.get("contexts") or ()), series=coded.get("series"), ordinal=coded.get("ordinal"),
    )  # fmt: skip


def _commitment(page: Article, coded: dict[str, Any]) -> Commitment:
    return Commitment(
        tuple(coded["by"]), tuple(coded.get("to") or ()), coded["action"], coded["status"],
        (_find(page, coded["evidence"]),), ORIGIN, made=coded.get("made"), due=coded.get("due"),
        contexts=tuple(coded.get("contexts") or ()),
    )  # fmt: skip
