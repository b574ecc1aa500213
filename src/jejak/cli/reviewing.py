"""`jejak review`: one finding after the other with its sentence and its reasons, and a key to decide."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol, TextIO

from rich.text import Text

from jejak.cli.output import lines, safe, screen, shortened, table, words
from jejak.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from jejak.deciding import Done
    from jejak.views.agreement import AgreementRow
    from jejak.views.decisions import DecisionRow
    from jejak.views.review import Question, Seen

HELP: Final = "a accept · r reject · c correct · m merge · s split · u undo · n next · q quit"
_DECIDING: Final = {
    "a": "", "r": "", "c": "field=value (; between several): ", "m": "one with (numbers or ids): ",
    "s": "reports of something else (numbers or names): ",
}  # fmt: skip
"""Keys that decide, each with what is asked then."""
_AROUND: Final = 240
"""Characters of the sentences before and after that are shown."""
_STATE_STYLES: Final = {"undone": "dim", "outweighed": "dim", "stale": "bold yellow"}


class Keys(Protocol):
    """Where the answers come from: a terminal, or what was piped in."""

    def key(self) -> str:
        """The next key, in lower case; "" at the end of the input."""

    def line(self, prompt: str) -> str:
        """A line of text."""


class _Piped:
    """Keys from a file: any characters but white space; the rest of a line answers a question."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._left = file, ""

    def key(self) -> str:
        while not (left := self._left.strip()):
            line = self._file.readline()
            if not line:
                return ""
            self._left = line
        self._left = left[1:]
        return left[0].lower()

    def line(self, prompt: str) -> str:  # noqa: ARG002 - nobody reads it
        rest, self._left = self._left.strip(), ""
        return rest or self._file.readline().strip()


class _Typed:
    """Single keys from a terminal that is in cbreak mode; questions are answered in its usual mode."""

    def __init__(self, file: TextIO) -> None:
        import termios
        import tty

        self._termios, self._tty = termios, tty
        self._file, self._number = file, file.fileno()
        self.usual = termios.tcgetattr(self._number)
        tty.setcbreak(self._number)

    def key(self) -> str:
        import os

        pressed = os.read(self._number, 1)
        return "" if pressed in (b"", b"\x04") else pressed.decode("latin-1").lower()

    def line(self, prompt: str) -> str:
        self.restore()
        try:
            screen().print(prompt, end="")
            sys.stdout.flush()
            return self._file.readline().strip()
        finally:
            self._tty.setcbreak(self._number)

    def restore(self) -> None:
        """The terminal as it was."""
        self._termios.tcsetattr(self._number, self._termios.TCSADRAIN, self.usual)


@contextmanager
def keys(file: TextIO) -> Iterator[Keys]:
    """Keys from a terminal or a pipe; the terminal is left as it was, whatever happens."""
    if not file.isatty():
        yield _Piped(file)
        return
    typed = _Typed(file)
    try:
        yield typed
    finally:
        typed.restore()


class Review:
    """A walk through the queue. Every decision is kept at once; `why` goes with each."""

    def __init__(self, path: Path, by: str, pressed: Keys, why: str | None = None) -> None:
        self._path, self._by, self._pressed, self._why = path, by, pressed, why
        self._taken: list[tuple[Done, int]] = []
        self._at = 0
        self._screen = screen()

    def run(self, parties: Sequence[str], kinds: Sequence[str], limit: int) -> None:
        """Asks about each item until the queue is empty or the person has had enough."""
        from jejak.views.record import Record
        from jejak.views.review import queue

        with Record(self._path) as record:
            waiting = queue(record, parties=parties, kinds=kinds, limit=limit)
        if not waiting:
            self._say("There is nothing to review.")
        while self._at < len(waiting) and self._ask(*waiting[self._at], len(waiting)):
            pass
        count = len(self._taken)
        self._say(f"{count} {'decision' if count == 1 else 'decisions'} taken")

    def _ask(self, kind: str, ident: str, total: int) -> bool:
        """Shows an item, does what is answered and moves on; False to stop."""
        from jejak.views.record import Record
        from jejak.views.review import question

        with Record(self._path) as record:
            asked = question(record, kind, ident)
        if asked is None:  # a decision has made it part of another, or somebody rejected it meanwhile
            self._at += 1
            return True
        self._screen.print(shown(asked, f"{self._at + 1} of {total}"))
        while (pressed := self._pressed.key()) not in ("q", "", "\x1b"):
            try:
                if self._answer(pressed, asked):
                    return True
            except InputError as error:
                self._say(str(error))
        return False

    def _answer(self, pressed: str, asked: Question) -> bool:
        """Does what a key says; False to ask again."""
        if pressed == "u":
            return self._back()
        if pressed in _DECIDING:
            self._keep(self._decide(pressed, asked))
        elif pressed not in ("n", " ", "\n", "\r"):
            self._say(HELP)
            return False
        self._at += 1
        return True

    def _decide(self, pressed: str, asked: Question) -> list[Done]:
        from jejak import deciding

        path, ident, by, why = self._path, asked.id, self._by, self._why
        if pressed == "a":
            return deciding.accept(path, [ident], by=by, why=why)
        if pressed == "r":
            return deciding.reject(path, [ident], by=by, why=why)
        given = self._pressed.line(_DECIDING[pressed])
        if pressed == "c":
            values = [part for part in given.split(";") if part.strip()]
            return [deciding.correct(path, ident, values, by=by, why=why)]
        if pressed == "m":
            others = _named(given, [neighbour.id for neighbour in asked.neighbours])
            return [deciding.merge(path, [ident, *others], by=by, why=why)]
        reports = _named(given, [report.claim for report in asked.reports])
        return [deciding.split(path, ident, reports, by=by, why=why)]

    def _back(self) -> bool:
        """Takes back the last decision of this review and asks again about what it was about."""
        from jejak import deciding

        if not self._taken:
            self._say("There is nothing to take back in this review.")
            return False
        last, self._at = self._taken.pop()
        self._say(_told(deciding.undo(self._path, last.decision.id, by=self._by)))
        return True

    def _keep(self, done: Sequence[Done]) -> None:
        self._taken += [(one, self._at) for one in done if one.new]
        for one in done:
            self._say(_told(one))

    def _say(self, text: str) -> None:
        self._screen.print(Text(safe(text), "dim"))


def _told(done: Done) -> str:
    from jejak.cli.deciding import told

    return told(done)


def _named(given: str, listed: Sequence[str]) -> list[str]:
    """What the words name: numbers are places in the list, anything else stands for itself."""
    parts = [part for part in given.replace(",", " ").split() if part]
    return [
        listed[int(part) - 1] if part.isdigit() and 0 < int(part) <= len(listed) else part for part in parts
    ]


def shown(asked: Question, where: str) -> RenderableType:
    """An item with its fields, its reports in context, why it was found, and what it might be one with."""
    head = Text(f"── {where} · {asked.kind} {asked.id} ", "bold").append(f"doubt {asked.doubt:.2f}", "dim")
    facts = Text("  ").join(
        Text(f"{name} ", "dim").append(safe(value), "bold") for name, value in asked.fields
    )
    parts: list[Text | str | None] = [head, facts]
    for n, report in enumerate(asked.reports, 1):
        parts += _report(n, report)
    if asked.ties:
        parts.append(Text("joined because of ", "dim").append(
            "; ".join(f"{safe(reason)} ({score:.2f})" for reason, score in asked.ties)
        ))  # fmt: skip
    if asked.neighbours:
        parts.append(Text("near it, perhaps the same:", "dim"))
    for n, other in enumerate(asked.neighbours, 1):
        told = f"  {n}. {other.id} {safe(other.what)}: {safe(shortened(other.exact, 120))}"
        parts.append(Text(told))
    return lines(*parts, Text(HELP, "cyan"))


def _report(number: int, report: Seen) -> list[Text | str | None]:
    about = " · ".join(x for x in (report.publisher, report.day, report.doc) if x)
    sentence = Text(_flat(report.sentence))
    sentence.stylize("bold yellow", report.start, report.end)
    before, after = _flat(report.before)[-_AROUND:], _flat(report.after)[:_AROUND]
    text = Text(f"{before} " if before else "", "dim") + sentence + Text(f" {after}" if after else "", "dim")
    clues = "; ".join(f"{clue.part} “{safe(clue.words)}”" for clue in report.clues if clue.words)
    why = words(f"   {report.found_by}, score {report.score:.2f}{f': {clues}' if clues else ''}", "dim")
    return [words(f"{number}. {about}", "bold"), text, why]


def _flat(text: str) -> str:
    """The text on one line and harmless, character for character, so that offsets still fit."""
    return "".join(safe(c) if c not in "\t\r\n" else " " for c in text)


def decision_table(rows: Sequence[DecisionRow]) -> RenderableType:
    """Decisions with what they are about."""
    grid = table(
        ("When", {"width": 10}), ("Who", {"width": 16}), ("Decision", {"width": 16}), ("About", {"ratio": 1})
    )
    for row in rows:
        state = Text(row.state, _STATE_STYLES.get(row.state, "")) if row.state != "in force" else None
        what = lines(Text(f"{row.action} {row.kind}", "bold"), state, Text(row.id, "dim"))
        fields = "; ".join(
            f"{name} = {', '.join(value) if isinstance(value, tuple) else value or 'unknown'}"
            for name, value in row.fields
        )
        quotes = [words(f"{s.what}: {shortened(s.quote, 120)}") for s in row.subjects[:4]]
        more = f"and {len(row.subjects) - 4} more" if len(row.subjects) > 4 else ""
        left = f"{row.fitting} of {row.claims} still found" if row.fitting < row.claims else ""
        perhaps = f"perhaps now {', '.join(row.perhaps)}" if row.perhaps else ""
        undoes = f"takes back {row.undoes}" if row.undoes else ""
        grid.add_row(
            row.at[:10], words(row.who), what,
            lines(words(fields, "bold"), *quotes, *(words(x, "dim") for x in (more, undoes, left, perhaps)),
                  words(row.why or "", "italic")),
        )  # fmt: skip
    return grid


def agreement_table(rows: Sequence[AgreementRow]) -> RenderableType:
    """People two by two, with what both judged and how far they agree."""
    grid = table(
        ("One", {"ratio": 1}), ("Other", {"ratio": 1}), ("Both judged", {"justify": "right"}),
        ("Agreed", {"justify": "right"}), ("Cohen's kappa", {"justify": "right"}),
    )  # fmt: skip
    for row in rows:
        kappa = "–" if row.kappa is None else f"{row.kappa:.2f}"
        grid.add_row(words(row.one), words(row.other), f"{row.both:,}", f"{row.agreed:,}", kappa)
    return grid
