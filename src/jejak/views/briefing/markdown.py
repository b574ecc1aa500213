"""The note as Markdown with footnotes (CommonMark and the footnotes of GitHub, Pandoc and others)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jejak.views.briefing.flat import flat, web_address

if TYPE_CHECKING:
    from jejak.views.briefing.note import Brief, Footnote, Section, Sentence

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~&$^!])")
_IN_ADDRESS: Final = re.compile(r"[\s<>\\`]")


def as_markdown(brief: Brief) -> str:
    """The whole note. What pages say is shown as it is: nothing in it is markup."""
    parts = [f"# {_plain(brief.title)}", *(_plain(line) for line in brief.about)]
    parts += [_section(section) for section in brief.sections]
    if brief.footnotes:
        parts += ["## Sources", "\n".join(_footnote(note) for note in brief.footnotes)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> str:
    lines = [f"- {_sentence(s)}" for s in section.sentences] or [_plain(section.nothing)]
    return f"## {_plain(section.title)}\n\n" + "\n".join(lines)


def _sentence(s: Sentence) -> str:
    lead = f"**{_plain(s.lead)}** " if s.lead else ""
    quote = f": “{_plain(s.quote)}”" if s.quote else ""
    return f"{lead}{_plain(s.text)}{quote}{s.stop} " + "".join(f"[^{n}]" for n in s.notes)


def _footnote(note: Footnote) -> str:
    about = ", ".join(_plain(part) for part in (note.publisher, note.published, note.title, note.doc) if part)
    address = web_address(note.url)
    where = f" <{address}>" if address and not _IN_ADDRESS.search(address) else ""
    return f"[^{note.number}]: {about}.{where} “{_plain(note.exact)}” ({note.zone}, {note.start}–{note.end})"


def _plain(text: str) -> str:
    """Text in which no character means anything to Markdown, on one line."""
    return _MARKUP.sub(r"\\\1", flat(text))
