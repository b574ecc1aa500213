"""Raw HTML pages as publishers send them, made of articles that are at hand as rows.

Around the row's own words stands what surrounds articles: scripts, styles, menus, JSON-LD, "baca juga",
teasers, share buttons, a footer; its words are drawn from the other rows' titles, so that no two pages are
alike. A page has some 50 kB and 800 tags.
"""

from __future__ import annotations

import html
import json
import random
from typing import TYPE_CHECKING, Any, Final

from jejak.model import Capture

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCRIPT: Final = (
    "window.dataLayer=window.dataLayer||[];function g(){dataLayer.push(arguments)}g('js',new Date());"
)
_STYLE: Final = ".c{display:flex;margin:0 auto;padding:8px 16px;border-radius:4px;background:#fff;color:#222}"
_MENU: Final = 70
_TEASERS: Final = 48


def page(row: dict[str, Any], titles: Sequence[str]) -> Capture:
    """The row as a page of its own."""
    draw = random.Random(row["id"])
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in paragraphs(row["body"], draw, titles))
    title, url = html.escape(row.get("title") or ""), html.escape(row.get("url") or "")
    writer = {"@type": "Person", "name": row.get("author") or "Redaksi"}
    about = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": row.get("title"),
        "datePublished": row.get("date_iso"), "author": writer,
        "publisher": {"@type": "Organization", "name": row.get("publisher")},
    }  # fmt: skip
    text = (
        f"<!DOCTYPE html><html lang='id'><head><title>{title}</title><meta charset='utf-8'>"
        f"<link rel='canonical' href='{url}'><meta property='og:title' content='{title}'>"
        f"<script type='application/ld+json'>{json.dumps(about)}</script>"
        + "".join(f"<script>{_SCRIPT * 12}</script>" for _ in range(14))
        + f"<style>{_STYLE * 150}</style></head><body><header><nav class='menu'><ul>"
        + "".join(
            f"<li><a href='/k/{n}'><span>{_some(draw, titles)[:18]}</span></a></li>" for n in range(_MENU)
        )
        + f"</ul></nav></header><main><article><h1 class='title'>{title}</h1>"
        f"<div class='author'>{html.escape(row.get('author') or '')}</div><div class='date'>"
        f"{html.escape(row.get('date') or '')}</div><div class='share'><button>Bagikan</button></div>"
        f"<div class='detail-text'>{body}</div></article><aside class='related'><h3>Berita Terkait</h3>"
        + "".join(_teaser(draw, titles, n) for n in range(_TEASERS))
        + "</aside></main><footer><p>Copyright © semua hak dilindungi undang-undang</p><ul>"
        + "".join(f"<li><a href='/f/{n}'>Tautan {n}</a></li>" for n in range(30))
        + "</ul></footer></body></html>"
    )
    return Capture(row["id"], row.get("url") or row["id"], "text/html", text.encode())


def paragraphs(body: str, draw: random.Random, titles: Sequence[str]) -> list[str]:
    """The body's lines, long ones cut at sentences, with a pointer to another article among them."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, body.split("\n"))):
        for sentence in line.replace('." ', '."\n').replace(". ", ".\n").split("\n"):
            if lines and len(lines[-1]) < 220:
                lines[-1] += f" {sentence}"
            else:
                lines.append(sentence)
    lines.insert(min(3, len(lines)), f"Baca juga: {_some(draw, titles)}")
    return lines


def _teaser(draw: random.Random, titles: Sequence[str], number: int) -> str:
    return (
        f"<div class='card card--{number % 5}'><a href='/b/{number}'><img src='/i/{number}.jpg' alt=''>"
        f"<h4>{html.escape(_some(draw, titles))}</h4></a><span class='time'>{number} jam lalu</span></div>"
    )


def _some(draw: random.Random, titles: Sequence[str]) -> str:
    return draw.choice(titles)
