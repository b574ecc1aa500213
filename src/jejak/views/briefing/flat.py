"""Text of pages made harmless for documents."""

from __future__ import annotations

from urllib.parse import urlsplit


def flat(text: str) -> str:
    """The text on one line; control and direction characters, become U+FFFD."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text).split())


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web (http or https), else None: nothing else is made a link."""
    if not url or any(not c.isprintable() or c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
