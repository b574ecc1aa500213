"""Room 2, article: Capture -> Article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jejak.model import Article, Capture

__all__ = ["read_article"]


def read_article(capture: Capture) -> Article:
    """The article on a page, whatever the page's format.

    Raises NotText for binary or undecodable pages, NoArticle for pages without an article.
    """
    if capture.media_type == "text/x-article":
        from jejak.article.text import read_row

        return read_row(capture)
    if capture.media_type in ("text/html", "application/xhtml+xml"):
        from jejak.article.html import read_html

        return read_html(capture)
    from jejak.article.text import read_flattened

    return read_flattened(capture)
