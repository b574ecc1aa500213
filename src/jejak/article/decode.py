"""Room 2, article: the bytes of a capture as text.

Pages lie about their charset, so bytes that are valid UTF-8 are UTF-8 whatever the label says (text in
another encoding that happens to be valid UTF-8 is next to impossible); labels decide only among the rest.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from jejak.errors import NoArticle, NotText

if TYPE_CHECKING:
    from jejak.model import Capture

MAX_BYTES: Final = 10_000_000
"""Most bytes a page may have: what the fetcher allows, so that a file is not read more freely."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY_STARTS: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"BZh",
    b"7z\xbc\xaf",
    b"\xfd7zXZ",
    b"SQLite format 3",
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
_XML_ENCODING = re.compile(rb"""^\s{0,100}<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_LOOK_FOR_META: Final = 4096
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES: Final = bytes((*range(9), *range(14, 32), 127))
_MOST_CONTROLS: Final = 0.005
_LATIN1_MEANS_1252: Final = frozenset({"iso8859-1", "ascii", "cp1252"})
# Not text encodings, or ones whose bytes look like plain ASCII text that means something else.
_REFUSED_CODECS: Final = frozenset(
    {"utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)


def decode(capture: Capture) -> str:
    r"""The body as text with `\n` line ends; every other code point as the page has it.

    NUL becomes U+FFFD, as in HTML. Raises NotText for binary bodies, NoArticle for empty or oversized ones.
    """
    body = capture.body
    if len(body) > MAX_BYTES:
        raise NoArticle(
            f"The page has {len(body):,} bytes; at most {MAX_BYTES:,} are allowed. Split it, or leave it out."
        )
    if not body.strip():
        raise NoArticle("The page is empty.")
    if body.startswith(_BINARY_STARTS):
        raise NotText(f"The page begins with {body[:4]!r}, a binary format; text or HTML is needed.")
    text = _decoded(body, _labels(capture))
    _refuse_controls(text, body)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    if not text.strip():
        raise NoArticle("The page holds nothing but white space.")
    return text


def _decoded(body: bytes, labels: list[str]) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    if wide := _wide_without_mark(body):
        return body.decode(wide, "replace")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_by_label(body, labels)
    if "\x1b" in text and (stateful := [name for name in labels if name.startswith(("iso2022", "hz"))]):
        return body.decode(stateful[0], "replace")
    return text


def _decoded_by_label(body: bytes, labels: list[str]) -> str:
    """Bytes that are not valid UTF-8: by the first label that fits, else damaged UTF-8, else Windows-1252."""
    for name in labels:
        if name not in _LATIN1_MEANS_1252 and name != "utf-8":
            try:
                return body.decode(name)
            except UnicodeDecodeError:
                continue
    damaged = body.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    sound = len(damaged) - lost - len(damaged.encode("ascii", "ignore"))
    if sound > 3 * lost:
        return damaged
    return body.decode("cp1252", "latin1-for-holes")


def _latin1_for_holes(error: UnicodeError) -> tuple[str, int]:
    """Windows-1252 leaves five bytes undefined; browsers read them as the C1 controls of Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("latin1-for-holes", _latin1_for_holes)


def _wide_without_mark(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: mostly Latin text, so every other byte is zero."""
    head = body[:2000]
    even, odd = head[0::2], head[1::2]
    if len(head) < 8:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _labels(capture: Capture) -> list[str]:
    """Charsets that the server, then the page itself name, as Python codec names; unknown ones left out."""
    named = [capture.charset]
    if "html" in capture.media_type or "xml" in capture.media_type:
        head = capture.body[:_LOOK_FOR_META]
        matches = (pattern.search(head) for pattern in (_META_CHARSET, _XML_ENCODING))
        named.extend(match.group(1).decode("ascii", "ignore") for match in matches if match)
    return [name for label in named if label and (name := _codec_name(label))]


def _codec_name(label: str) -> str | None:
    try:
        info = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if info.name in _REFUSED_CODECS or info.name.startswith(("utf-16", "utf-32")):
        return None  # UTF-16 and UTF-32 are known by their bytes; as a label they are always a lie
    try:
        decoded = b"00".decode(info.name)
    except (LookupError, UnicodeError):
        return None  # a codec of bytes to bytes, as `hex`
    return info.name if isinstance(decoded, str) else None


def _refuse_controls(text: str, body: bytes) -> None:
    if len(body.translate(None, _CONTROL_BYTES)) == len(body) and not any(c in text for c in "\ufffe\uffff"):
        return  # quicker than to look at each character, and nearly always so
    controls = len(_CONTROLS.findall(text))
    if controls > max(1, _MOST_CONTROLS * len(text)):
        raise NotText(
            f"{controls:,} of {len(text):,} characters are control characters; the page is binary, not text."
        )
