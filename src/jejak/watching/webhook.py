"""Messages sent by POST to the one address that the user named."""

from __future__ import annotations

import hashlib
import hmac
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from jejak.exports.plain import as_json
from jejak.watching.addresses import check

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO

SIGNATURE: Final = "X-Jejak-Signature-256"
"""Header of a message: `sha256=` and the HMAC of the body by the secret, in hex digits."""

_TRY_AGAIN: Final = frozenset({408, 429})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What is meant for one address goes to no other."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Refuses."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address to which messages are sent by POST, and to no other.

    With a secret they are signed. A message is sent at most `tries` times, with `pause_s` and its double
    between; InputError if the address is none.
    """

    url: str
    secret: bytes | None = None
    tries: int = 3
    pause_s: float = 2.0
    timeout_s: float = 10.0

    def __post_init__(self) -> None:
        check(self.url)

    def send(self, message: dict[str, Any]) -> bool:
        """Whether the address took the message: answered with a status of 200 to 299."""
        body = as_json(message).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "jejak-watch",
            "X-Jejak-Id": message["id"],
        }
        if self.secret:
            headers[SIGNATURE] = "sha256=" + hmac.new(self.secret, body, hashlib.sha256).hexdigest()
        for number in range(self.tries):
            if number:
                time.sleep(self.pause_s * 2 ** (number - 1))
            status = self._post(body, headers)
            if status is not None and (status < 300 or (300 <= status < 500 and status not in _TRY_AGAIN)):
                return status < 300
        return False

    def _post(self, body: bytes, headers: dict[str, str]) -> int | None:
        """The status that the address answered with, None if it could not be reached."""
        request = urllib.request.Request(self.url, body, headers, method="POST")  # noqa: S310 - http(s): checked
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        try:
            with opener.open(request, timeout=self.timeout_s) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except (OSError, ValueError):
            return None
