"""The errors of jejak, all of them.

    JejakError
    ├── InputError            what the user named can't be used (exit 2)
    ├── RecordError           the record file can't be used (exit 3)
    │   ├── NotARecord            it is some other file
    │   ├── RecordTooNew          a newer jejak wrote it
    │   └── RecordUnwritable      full or read-only disk, or locked for too long
    └── PageError             one page can't be read: becomes a stored Rejection, the run goes on
        ├── FetchError            refused, too large, too slow, robots.txt, private address
        ├── NotText               binary, or bytes in no known encoding
        ├── BrokenContainer       truncated gzip or WARC, feed or JSON that can't be parsed
        └── NoArticle             an empty page, an index page, a row without a body

A message says what was found, what was allowed, and what to do.
"""

from __future__ import annotations


class JejakError(Exception):
    """Base of every error that jejak raises on purpose."""


class InputError(JejakError):
    """What the user named can't be used at all.

    The message is English, as the command line shows it. `key` names the fault, and `values` are what it is
    about, for faces that say it in another language.
    """

    def __init__(self, message: str, key: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class RecordError(JejakError):
    """The record file can't be used."""


class NotARecord(RecordError):
    """The file is not a jejak record."""


class RecordTooNew(RecordError):
    """A newer version of jejak wrote the record."""


class RecordUnwritable(RecordError):
    """The record can't be written: full or read-only disk, or locked for too long."""


class PageError(JejakError):
    """One page can't be read. `reason` is a stable code for the rejections table."""

    reason = "page"


class FetchError(PageError):
    """The page could not be fetched within the rules."""

    reason = "fetch"


class NotText(PageError):
    """The bytes are not text in any encoding we know."""

    reason = "not-text"


class BrokenContainer(PageError):
    """An archive, feed or row could not be parsed."""

    reason = "broken"


class NoArticle(PageError):
    """There is no article on the page."""

    reason = "no-article"
