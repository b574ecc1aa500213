"""What a plug-in must look like: a protocol for each group of entry points (`jejak.sources`).

Our own parts satisfy the same protocol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jejak.model import Capture, Rejection


class Source(Protocol):
    """Turns one input that the user named into captures; what can't be read becomes a Rejection.

    An object or function with two attributes: `suffixes` of file names (".csv", lower case) and `schemes` of
    addresses ("s3") that it reads, either of them empty.
    """

    suffixes: Sequence[str]
    schemes: Sequence[str]

    def __call__(self, name: str) -> Iterator[Capture | Rejection]:
        """Yield the pages of the input, in order. A PageError becomes a Rejection of the whole input."""
        ...
