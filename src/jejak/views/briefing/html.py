"""The note as one HTML page that needs nothing else: no script, no font, no image, no request."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from jejak.views.briefing.flat import flat, web_address

if TYPE_CHECKING:
    from jejak.views.briefing.note import Brief, Figures, Footnote, Section, Sentence

_STYLE: Final = """
body { font: 1rem/1.5 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
  background: #fff; }
h1, h2 { font-family: Helvetica, Arial, sans-serif; line-height: 1.2; }
h2 { margin-top: 2rem; border-bottom: 1px solid #ccc; }
.about { color: #555; margin: .2rem 0; }
li { margin: .4rem 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; margin: 1rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; }
ol { font-size: .85rem; overflow-wrap: anywhere; }
sup { line-height: 0; }
a { color: #0b4f8a; }
li:target { background: #fff6cc; }
@media print {
  body { max-width: none; margin: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; } li, tr { break-inside: avoid; } thead { display: table-header-group; }
}
"""

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def as_html(brief: Brief) -> str:
    """The whole page. Text of articles is escaped, and links lead to the web or into the page only."""
    body = [
        f"<h1>{_text(brief.title)}</h1>",
        *(f'<p class="about">{_text(line)}</p>' for line in brief.about),
    ]
    body += [_section(section) for section in brief.sections]
    if brief.footnotes:
        body += ["<h2>Sources</h2>", "<ol>", *(_footnote(note) for note in brief.footnotes), "</ol>"]
    return _PAGE.format(title=_text(brief.title), style=_STYLE, body="\n".join(body))


def _section(section: Section) -> str:
    lines = "\n".join(f"<li>{_sentence(s)}</li>" for s in section.sentences)
    nothing = f"<p>{_text(section.nothing)}</p>" if section.nothing else ""
    told = f"<ul>\n{lines}\n</ul>" if section.sentences else nothing
    return f"<h2>{_text(section.title)}</h2>\n{_figures(section.figures)}{told}"


def _figures(figures: Figures | None) -> str:
    if figures is None:
        return ""
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in figures.headings)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{_text(value)}</td>' for value in row)}</tr>" for row in figures.rows
    )
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"


def _sentence(s: Sentence) -> str:
    lead = f"<strong>{_text(s.lead)}</strong> " if s.lead else ""
    quote = f": “<span>{_text(s.quote)}</span>”" if s.quote else ""
    notes = " ".join(f'<a href="#note-{n}">[{n}]</a>' for n in s.notes)
    return f"{lead}{_text(s.text)}{quote}{s.stop} <sup>{notes}</sup>"


def _footnote(note: Footnote) -> str:
    about = ", ".join(_text(part) for part in (note.publisher, note.published, note.title, note.doc) if part)
    address = web_address(note.url)
    where = f' <a href="{_text(address)}" rel="noopener noreferrer">{_text(address)}</a>' if address else ""
    place = f"{_text(note.zone)}, {note.start}–{note.end} of document {_text(note.document)}"
    place += f", read from bytes with SHA-256 {_text(note.capture)}" if note.capture else ""
    return f'<li id="note-{note.number}">{about}.{where} “{_text(note.exact)}” ({place})</li>'


def _text(text: str) -> str:
    return escape(flat(text), quote=True)
