"""The command `jejak evaluate`: coded articles and pages in; tables, JSON or a document's figures out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import jejak
from jejak.cli import output
from jejak.errors import InputError
from jejak.evaluation import CodedArticle, Evaluation, coded_article, evaluate, read_found
from jejak.evaluation import report as written
from jejak.evaluation.faults import FIELDS, faults
from jejak.model import Rejection

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from pathlib import Path

    from jejak.languages.data import UserLexicon
    from jejak.sources import SourceSettings

_NAMED = 5
"""Documents that a message names."""


@dataclass(slots=True)
class Findings:
    """What was found in coded articles; pages that could not be read; documents that are not coded."""

    found: dict[str, CodedArticle]
    rejected: list[Rejection] = field(default_factory=list)
    uncoded: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the answer is to hold: the set's name, figures by type, faults in these fields, a document."""

    name: str
    by_type: bool
    faults: tuple[str, ...]
    write: Path | None
    as_json: bool


def fields_of(asked: Sequence[str]) -> tuple[str, ...]:
    """The fields whose faults were asked for. InputError for one that there is not."""
    if unknown := [name for name in asked if name not in (*FIELDS, "all")]:
        raise InputError(f"there is no field {unknown[0]!r}; the fields are all, {', '.join(FIELDS)}")
    return FIELDS if "all" in asked else tuple(asked)


def from_pages(
    gold: Container[str],
    inputs: Sequence[str],
    settings: SourceSettings,
    jobs: int,
    lexicon: UserLexicon | None = None,
) -> Findings:
    """Reads those pages of the inputs that are coded. InputError where two different pages have one name."""
    from jejak import pipeline
    from jejak.views.jsonl import findings_dict

    ours = Findings({})
    pages = pipeline.code(
        inputs, settings=settings, jobs=jobs, lexicon=lexicon, only=gold, on_passed=ours.uncoded.append
    )
    for page in pages:
        if isinstance(page, Rejection):
            ours.rejected.append(page)
            continue
        article = coded_article(findings_dict(page), "our own findings")
        if ours.found.setdefault(article.doc, article) != article:
            raise InputError(
                f"two pages of the input are called {article.doc!r}, and the coding may be of either;"
                " leave one out"
            )
    return ours


def from_file(gold: Container[str], path: Path) -> Findings:
    """The findings of a file that `jejak code` wrote."""
    found = read_found(path)
    coded = {doc: article for doc, article in found.items() if doc in gold}
    return Findings(coded, uncoded=[doc for doc in found if doc not in gold])


def answer(gold: Mapping[str, CodedArticle], ours: Findings, wishes: Wishes) -> None:
    """Measures, and prints or writes what was wished for."""
    if not ours.found and not ours.rejected:
        raise InputError(_nothing_shared(gold, ours))
    result = evaluate(gold, ours.found)
    listed = faults(gold, ours.found, wishes.faults) if wishes.faults else None
    _tell(result, ours)
    if wishes.write:
        _write(result, wishes, wishes.write)
    if wishes.as_json:
        rejected = [{"doc": r.doc, "reason": r.reason, "message": r.message} for r in ours.rejected]
        head = {"set": wishes.name, "date": _today(), "jejak": jejak.__version__}
        also = {"rejected": rejected, "uncoded": ours.uncoded}
        output.print_json(head | written.as_dict(result, listed) | also)
        return
    from jejak.cli import measures

    screen = output.screen()
    screen.print(measures.evaluation(result, wishes.name, by_type=wishes.by_type))
    if listed:
        screen.print("", measures.faults(listed), sep="\n")
    elif listed is not None:
        output.messages().print("There is no such fault.")


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def tell_rejected(rejections: Sequence[Rejection]) -> None:
    """Says which pages could not be read, and why."""
    for r in rejections:
        output.messages().print(f"rejected {output.safe(r.doc)}: {output.safe(r.message)} ({r.reason})")


def _tell(result: Evaluation, ours: Findings) -> None:
    told = output.messages()
    tell_rejected(ours.rejected)
    if missing := result.missing:
        are = "article is" if len(missing) == 1 else "articles are"
        told.print(f"{len(missing)} coded {are} missing, all in it missed: {_named(missing)}")
    if ours.uncoded:
        are = "page is" if len(ours.uncoded) == 1 else "pages are"
        told.print(f"{len(ours.uncoded):,} {are} not coded, and left out: {_named(ours.uncoded)}")


def _nothing_shared(gold: Mapping[str, CodedArticle], ours: Findings) -> str:
    met = f"the input has {_named(ours.uncoded)}" if ours.uncoded else "the input has no page"
    return f"none of the coded articles is in the input: coded is {_named(list(gold))}; {met}"


def _named(docs: Sequence[str]) -> str:
    more = f" and {len(docs) - _NAMED:,} more" if len(docs) > _NAMED else ""
    return output.safe(", ".join(docs[:_NAMED])) + more


def _write(result: Evaluation, wishes: Wishes, path: Path) -> None:
    """Puts the set's figures into the document, in place of older ones of the same set."""
    written.check_name(wishes.name)
    block = written.markdown(result, wishes.name, _today(), jejak.__version__, by_type=wishes.by_type)
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        path.write_text(written.placed(text, block, wishes.name), "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't write the figures into '{path}': {error}") from error
    output.messages().print(f"The figures of {wishes.name} stand in {output.safe(path)}")
