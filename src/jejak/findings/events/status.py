"""Done, planned, wished, going on or denied: what the words before a trigger say (codebook 5, status)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.findings.events.triggers import status_matcher
from jejak.model import Clue
from jejak.vocabulary import MODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jejak.findings.events.triggers import Trigger
    from jejak.findings.scenes import SentenceScene
    from jejak.languages.patterns import Match

_COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
_SAID_IS_DONE = frozenset({"REJECT", "ACCUSE", "REQUEST"})
"""Types that are done by saying them, even of what is to come ("tidak akan menerima")."""
_AHEAD = frozenset({"planned", "proposed"})
_WINDOW, _NEAR, _NEXT = 5, 3, 2
_SURER = 0.25
"""How much likelier than the status that the words give another must be to the judge, to be told."""
_SURER_OF_AGREED = 0.6
"""The same of what is agreed: words tell it better there."""


def status_of(sentence: SentenceScene, match: Match[Trigger]) -> str | None:
    """The status that the words before the trigger give.

    None if the act is denied or only wished; "modal" if it is only a duty, a possibility or a purpose;
    "promised" if it is what somebody agreed or is ready to do.
    """
    window = sentence.words[max(0, match.first - _WINDOW) : match.first]
    cues = status_matcher().find_all(window)
    near = {m.value for m in cues if m.last >= len(window) - _NEAR}
    far = {m.value for m in cues if match.value.frame != "noun" or m.last >= len(window) - _NEXT}
    inner = {m.value for m in status_matcher().find_all(sentence.words[match.first : match.last + 1])}
    if "negation" in near or (window and window[-1].form in match.value.not_after):
        return None
    if match.value.status == "planned":
        return "planned"
    if "cancelled" in near:
        return "cancelled"
    if match.value.status == "occurred":
        return "occurred"
    if "promised" in near and match.value.frame in ("active", "mutual"):
        return "promised"
    if "planned" in far or "planned" in inner:
        return "planned"
    if "proposed" in far:
        return "proposed"
    if "wished" in far:
        return None
    if "modal" in near:
        return "modal"
    if match.value.status:
        return match.value.status
    if "recurring" in far or _starts_recurring(sentence, match):
        return "recurring"
    return "ongoing" if "ongoing" in near else "occurred"


def status_clue(sentence: SentenceScene, match: Match[Trigger], status: str) -> tuple[Clue, ...]:
    """The words that gave a status, if words of status.yaml did and not the trigger itself."""
    first = max(0, match.first - _WINDOW)
    words = [*sentence.words[first : match.last + 1], *sentence.words[: min(4, first)]]
    cue = next((m for m in reversed(status_matcher().find_all(words)) if m.value == status), None)
    if cue is None:
        return ()
    return (Clue("status", sentence.scene.zone.text[cue.start : cue.end], status),)


def judged_status(kind: str, status: str, likely: Mapping[str, float]) -> str:
    """The status of an event of a type when the judge has said how likely each is.

    A type that by the codebook is never planned or proposed is not made so: that would be another type. What
    words say to recur or to be called off does; what is agreed does not recur.
    """
    if status in ("recurring", "cancelled"):
        return status
    if kind == "AGREE":
        likely = {one: share for one, share in likely.items() if one != "recurring"}
    best = max(likely, key=lambda one: likely[one])
    if likely[best] - likely[status] < (_SURER_OF_AGREED if kind == "AGREE" else _SURER):
        return status
    retyped = best in _AHEAD and status not in _AHEAD and kind in _COOPERATIVE | _HOSTILE
    return status if retyped else best


def _starts_recurring(sentence: SentenceScene, match: Match[Trigger]) -> bool:
    """Whether the sentence itself opens with "setiap tahun", "secara rutin" and says the act."""
    opening = {m.value for m in status_matcher().find_all(sentence.words[: min(4, match.first)])}
    return "recurring" in opening


def retype(trigger: Trigger, status: str) -> tuple[str, str | None, str]:
    """Type, mode and status by the codebook's rule on acts that are still to come.

    A future cooperative act is AGREE, a future hostile one THREATEN; a promised act is an AGREE that
    occurred.
    """
    ahead = status
    if status == "modal":
        if trigger.type in _HOSTILE:
            return "THREATEN", "restrict" if trigger.type == "SANCTION" else "violence", "occurred"
        ahead = "proposed" if trigger.type in _COOPERATIVE else "occurred"
    if trigger.type in _SAID_IS_DONE and ahead in ("planned", "proposed", "promised", "ongoing"):
        ahead = "occurred"
    if trigger.type == "SUPPORT" and trigger.speech and ahead in ("planned", "promised"):
        return trigger.type, None, "occurred"
    if ahead == "promised":
        if trigger.type in _COOPERATIVE:
            return "AGREE", None, "occurred"
        ahead = "planned" if trigger.type in _HOSTILE else "occurred"
    if ahead in ("planned", "proposed") and trigger.type in _COOPERATIVE:
        return "AGREE", None, ahead
    if ahead in ("planned", "proposed") and trigger.type in _HOSTILE:
        return "THREATEN", "restrict" if trigger.type == "SANCTION" else "violence", ahead
    return trigger.type, trigger.mode if trigger.type in MODES else None, ahead
