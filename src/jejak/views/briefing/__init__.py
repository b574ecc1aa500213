"""Room 6: a briefing note on what two parties do together, every sentence with its sources."""

from __future__ import annotations

from jejak.views.briefing.gather import brief
from jejak.views.briefing.html import as_html
from jejak.views.briefing.markdown import as_markdown
from jejak.views.briefing.note import Brief, Figures, Footnote, Notebook, Section, Sentence

__all__ = [
    "Brief",
    "Figures",
    "Footnote",
    "Notebook",
    "Section",
    "Sentence",
    "as_html",
    "as_markdown",
    "brief",
]
