"""Mutated inputs for one part of the program, in their own process (`bench/reliability.py` runs them all).

    python bench/fuzz.py PART TRIES SEED [FOLDER]   PART: page, text, feed, warc, rows, times, edtf, finders
    python bench/fuzz.py patterns BYTES               every regular expression on hostile strings of that size

Prints one line of JSON: what was tried, what failed (an error that is not of our tree, a rejection that
blames us, more than 5 s), the slowest and the peak memory. FOLDER gets the inputs that failed.
"""

from __future__ import annotations

import faulthandler
import gzip
import hashlib
import importlib
import json
import pkgutil
import random
import re
import resource
import signal
import sys
import tempfile
import traceback
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jejak.model import Capture

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples" / "pages"
LONGEST_S: Final = 5.0
OURS: Final = ("failed", "lost")
"""Reasons of rejections that blame the program, not the page."""
MOST: Final = 200_000
"""Bytes that a mutated input has at most."""
HOSTILE: Final = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", "\u202e\u200b\u0301".encode(), b"<", b">", b"&#0;",
    b"&#xD800;", b"&amp;" * 50, b"<div>" * 300, b"</p>", b"<!--", b"<![CDATA[",
    b"<script>", b"<table><tr>", b"[" * 300,
    b'{"a":' * 200, b"\\ud800", b"1e999", b"-0", b"null", b"NaN", b"9" * 400, b"0000-00-00", b"31/2/2021",
    b"9999-12-31", b"Content-Length: -1\r\n", b"Content-Length: 99999999999\r\n", b"WARC/1.0\r\n",
    b"\r\n\r\n",
    "“ ".encode() * 100, b'"' * 99, b"(" * 200, b"-" * 200, b" " * 500, b"\n" * 200,
    b"Rusia, " * 60, b"kata " * 200,
)  # fmt: skip
SLICES: Final = 400
SHAPED: Final = 0.5
"""The share of inputs that keep their outer shape, where a part has one."""
ODD: Final = 0.15
"""How often a place within a shape that stands holds what it should not."""


class Hang(BaseException):
    """An input took too long. No `except Exception` may catch it."""


def main(arguments: list[str]) -> None:
    """Runs one part and prints what came of it."""
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _hang)
    part, many, *more = arguments
    if part == "patterns":
        told = patterns_tried(int(many))
    else:
        told = part_tried(part, int(many), int(more[0]), Path(more[1]) if more[1:] else None)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"part": part, **told, "peak_mb": round(peak_mb)}))


def _hang(*_: object) -> None:
    raise Hang


@contextmanager
def limited() -> Iterator[None]:
    """Raises Hang in a block that takes longer than an input may."""
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def part_tried(part: str, tries: int, seed: int, keep: Path | None) -> dict[str, Any]:
    """What came of so many mutated inputs."""
    chance = random.Random(f"{part} {seed}")
    slowest, refused, failures = 0.0, 0, []
    with tempfile.TemporaryDirectory() as folder:
        seeds, read = _part(part, Path(folder))
        read(seeds[0])  # word lists load
        for _ in range(tries):
            body = (shaped(part, seeds, chance) if chance.random() < SHAPED else None) or mutated(
                seeds, chance
            )
            began = perf_counter()
            try:
                with limited():
                    refused += read(body)
            except (Exception, Hang) as error:  # noqa: BLE001 - that is what is looked for
                failures.append(_told(error, body, keep))
            slowest = max(slowest, perf_counter() - began)
    return {"tried": tries, "refused": refused, "failures": failures, "slowest_s": round(slowest, 2)}


def _told(error: BaseException, body: bytes, keep: Path | None) -> str:
    """The error in a line; the input is kept."""
    name = hashlib.sha256(body).hexdigest()[:12]
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / name).write_bytes(body)
    places = [p for p in traceback.extract_tb(error.__traceback__) if "jejak" in p.filename]
    where = f"{Path(places[-1].filename).name}:{places[-1].lineno}" if places else "?"
    return f"{name} {type(error).__name__} {where}: {str(error)[:120]}"


# -- the parts: seeds, and what reads one input (True where it was refused as it should be) ------------------


def _part(part: str, folder: Path) -> tuple[list[bytes], Callable[[bytes], bool]]:
    if part in ("page", "text"):
        media = "text/html" if part == "page" else "text/plain"
        return _files("*.html" if part == "page" else "*.txt"), lambda body: _page(body, media)
    if part in ("feed", "warc", "rows"):
        glob, suffix = {
            "feed": ("*.xml", ".xml"), "warc": ("*.warc.gz", ".warc"), "rows": ("*.jsonl", ".jsonl")
        }[part]  # fmt: skip
        seeds = _files(glob)
        if part == "warc":
            seeds = [gzip.decompress(seed) for seed in seeds]
        return seeds, lambda body: _container(body, folder / f"x{suffix}")
    sentences = [
        s.encode()
        for body in _files("*.txt")
        for s in body.decode().split("\n")
        if len(s) > 40  # lines of menus tell nothing
    ]
    if part == "edtf":
        return [b"2021-12-08/2022", b"../2016-05", b"2018-21", b"2016-05-19T10:00:00+07:00", b"R/P1Y"], _edtf
    return sentences, _times if part == "times" else _finders


def _files(glob: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(EXAMPLES.glob(glob))]


def _page(body: bytes, media: str) -> bool:
    from jejak.model import Capture

    return _refused(Capture("x", "x", media, body))


def _refused(capture: Capture) -> bool:
    """Whether the page is refused as one that holds no article; any other error rises."""
    from jejak.article import read_article
    from jejak.errors import PageError

    try:
        read_article(capture)
    except PageError:
        return True
    return False


def _container(body: bytes, path: Path) -> bool:
    from jejak.model import Rejection
    from jejak.sources import open_file

    path.write_bytes(body)
    found = list(open_file(path))
    blamed = [item for item in found if isinstance(item, Rejection) and item.reason in OURS]
    if blamed:
        raise AssertionError(blamed[0].message)
    pages = [item for item in found if not isinstance(item, Rejection)]
    return any([*(_refused(page) for page in pages[:1]), len(pages) < len(found)])


_reader: list[Any] = []


def _reading(body: bytes) -> Any:  # noqa: ANN401
    from jejak.model import Article
    from jejak.reading import Reader

    if not _reader:
        _reader.append(Reader())
    text = body.decode("utf-8", "ignore")
    return _reader[0].read(Article("x", text, title=text[:80], published="2021-12-08", language="id"))


def _times(body: bytes) -> bool:
    from jejak import edtf
    from jejak.findings.times import find_times

    for time in find_times(_reading(body)):
        if not edtf.is_valid(time.edtf):
            raise AssertionError(f"no EDTF: {time.edtf}")
    return False


def _edtf(body: bytes) -> bool:
    from jejak import edtf

    value = body.decode("utf-8", "replace")
    span, key = edtf.bounds(value), edtf.sort_key(value)
    if not edtf.is_valid(value):
        return True
    if not span or span[0] > span[1] or span[1] not in key:
        raise AssertionError(f"{value}: {span}, {key}")
    if not (edtf.overlaps(value, value) and edtf.contains(value, value)):
        raise AssertionError(f"{value} does not hold itself")
    if edtf.is_open(value) and edtf.day(value):
        raise AssertionError(f"{value} is open and one day")
    return False


def _finders(body: bytes) -> bool:
    from jejak.findings import find_all
    from jejak.views.jsonl import findings_dict

    json.dumps(findings_dict(find_all(_reading(body))))
    return False


# -- mutations ---------------------------------------------------------------------------------------------


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """A seed after one to eight changes of random kinds."""
    body = chance.choice(seeds)
    for _ in range(chance.randint(1, 8)):
        body = chance.choice(_CHANGES)(body, seeds, chance)
    return body[:MOST]


def _slice(body: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randint(1, SLICES))


def _flipped(body: bytes, _: list[bytes], chance: random.Random) -> bytes:
    changed = bytearray(body)
    for _n in range(min(len(changed), chance.randint(1, 12))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_out(body: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _slice(body, chance)
    return body[:start] + body[end:]


def _cut_short(body: bytes, _: list[bytes], chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)] if chance.random() < 0.3 else body


def _repeated(body: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start, end = _slice(body, chance)
    return body[:end] + body[start:end] * chance.choice((1, 2, 5, 50, 300)) + body[end:]


def _spliced(body: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(seeds)
    start, end = _slice(other, chance)
    at = chance.randrange(len(body) + 1)
    return body[:at] + other[start:end] + body[at:]


def _hostile(body: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(HOSTILE) + body[at:]


def _renumbered(body: bytes, _seeds: list[bytes], chance: random.Random) -> bytes:
    def other(_: re.Match[bytes]) -> bytes:
        return str(chance.randrange(10 ** chance.randint(1, 6))).encode()

    return re.sub(rb"\d+", other, body, count=8)


def shaped(part: str, seeds: list[bytes], chance: random.Random) -> bytes | None:
    """An input whose outer shape is whole, so that what lies behind it is tried; None if there is none."""
    make = _SHAPES.get(part)
    return make(seeds, chance) if make else None


def _text(seeds: list[bytes], chance: random.Random) -> str:
    return mutated(seeds, chance)[: chance.choice((20, 200, 5_000))].decode("utf-8", "ignore")


def _shaped_rows(seeds: list[bytes], chance: random.Random) -> bytes:
    """Rows that are JSON, some of their values changed."""
    rows = [json.loads(line) for line in chance.choice(seeds).splitlines()]
    for row in rows:
        for key in chance.sample(sorted(row), min(len(row), chance.randint(1, 3))):
            values = (
                _text(seeds, chance),
                None,
                [],
                {key: 1},
                -1,
                10**18,
                1e308,
                True,
                "\ud800",
                [row[key]] * 3,
            )
            row[key] = chance.choice(values)
    return "\n".join(json.dumps(row) for row in rows).encode()


def _shaped_warc(_: list[bytes], chance: random.Random) -> bytes:
    """Records that say their true length, plain or each a member of gzip, with changed pages and heads."""
    pages = _files("*.html")
    records = [_record(n, pages, chance) for n in range(chance.randint(1, 3))]
    packed = chance.random() < SHAPED
    return b"".join(gzip.compress(r) if packed != (chance.random() < ODD) else r for r in records)


def _record(n: int, pages: list[bytes], chance: random.Random) -> bytes:
    kind = "response" if chance.random() > ODD else chance.choice(("warcinfo", "revisit", "resource", "x"))
    address = "http://lodan.example/a"
    if chance.random() < ODD:
        address = chance.choice(("http://[x", "", "file:///etc/passwd", "\u202e" * 40, "x" * 5_000))
    block = _answer(pages, chance)
    day = _text(pages, chance)[:40].strip() if chance.random() < ODD else "2021-12-08T00:00:00Z"
    fields = (
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {address}", f"WARC-Date: {day}",
        f"WARC-Record-ID: <urn:uuid:{n}>", "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}", "", "",
    )  # fmt: skip
    return "\r\n".join(fields).encode() + block + b"\r\n\r\n"


def _answer(pages: list[bytes], chance: random.Random) -> bytes:
    """An answer of HTTP, its page packed or in chunks or said to be so."""
    body, head = mutated(pages, chance)[:50_000], [b"HTTP/1.1 200 OK"]
    kind = chance.choice((b"text/html", b"text/html; charset=utf-8", b"text/html; charset=x", b"TEXT/HTML"))
    head.append(b"Content-Type: " + kind)
    if chance.random() < ODD:
        body = gzip.compress(body)[: None if chance.random() < SHAPED else chance.randrange(1, 2_000)]
    if chance.random() < ODD:
        head.append(b"Content-Encoding: " + chance.choice((b"gzip", b"deflate", b"br", b"gzip, gzip", b"x")))
    if chance.random() < ODD:
        size = len(body) + chance.choice((0, 0, 0, 1, -1, 10**12))
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (max(0, size), body)
        head.append(b"Transfer-Encoding: chunked")
    whole = b"\r\n".join(head) + b"\r\n\r\n"
    return (mutated([whole], chance)[:2_000] if chance.random() < ODD else whole) + body


def _shaped_feed(seeds: list[bytes], chance: random.Random) -> bytes:
    """A feed whose tags stand, with other words between them."""

    def other(match: re.Match[str]) -> str:
        return f">{escape(_text(seeds, chance))}<" if chance.random() < SHAPED / 2 else match.group()

    return re.sub(r">([^<>]+)<", other, chance.choice(seeds).decode("utf-8", "ignore")).encode()


def _shaped_edtf(_: list[bytes], chance: random.Random) -> bytes:
    """A value by the grammar of our profile; one in a few holds a sign that another form does not allow."""

    def year() -> str:
        return f"{chance.choice((0, 1, 1999, 2018, 2020, 9999, chance.randrange(10_000))):04}"

    def month() -> str:
        return f"{chance.randint(1, 12):02}"

    def date() -> str:
        day = f"{year()}-{month()}-{chance.randint(1, 31):02}"
        forms = (
            year(), f"{year()}-{month()}", day, day, f"{year()}-2{chance.randint(1, 4)}", year()[:3] + "X",
            year()[:2] + "XX", f"{year()}-{month()}-XX", f"{year()}-{month()}-{chance.randint(0, 3)}X",
            f"{year()}-XX", "XXXX", f"XXXX-{month()}", f"XXXX-2{chance.randint(1, 4)}",
        )  # fmt: skip
        value = chance.choice(forms)
        mark = chance.choice("~?%") if "X" not in value and value[-2:-1] != "2" else ""
        return value + mark if chance.random() < ODD else value

    clock = f"T{chance.randint(0, 23):02}:{chance.randint(0, 59):02}:00+{chance.randint(0, 14):02}:00"
    moment = f"{year()}-{month()}-{chance.randint(1, 28):02}{clock}"
    one, two = sorted((date(), date()))
    value = chance.choice((one, two, one, moment, f"{one}/{two}", f"../{one}", f"{one}/.."))
    if chance.random() < ODD:
        at = chance.randrange(len(value))
        value = value[:at] + chance.choice("0129X-/.~?%TZ+ \u0662") + value[at + 1 :]
    return value.encode()


_SHAPES: Final = {
    "rows": _shaped_rows, "warc": _shaped_warc, "feed": _shaped_feed, "edtf": _shaped_edtf
}  # fmt: skip
_CHANGES: Final = (_flipped, _cut_out, _cut_short, _repeated, _spliced, _hostile, _renumbered)


# -- regular expressions ---------------------------------------------------------------------------------


def patterns_tried(size: int) -> dict[str, Any]:
    """Every pattern that jejak compiles, searched through hostile strings made for it."""
    made = compiled()
    slowest, tried, failures = 0.0, 0, []
    anchored = only_matched()
    for (pattern, flags), place in sorted(made.items(), key=lambda item: (item[1], str(item[0][0]))):
        expression = re.compile(pattern, flags)
        for unit in units(pattern, flags):
            text: Any = unit * (size // len(unit)) + "\0"
            text = text.encode("utf-8", "ignore") if isinstance(pattern, bytes) else text
            tried += 1
            began = perf_counter()
            try:
                with limited():
                    if pattern in anchored:
                        expression.match(text)
                    else:
                        for _ in expression.finditer(text):
                            pass
            except Hang:
                failures.append(f"{place} {str(pattern)[:60]!r} on {unit[:20]!r}")
            slowest = max(slowest, perf_counter() - began)
    return {"tried": tried, "patterns": len(made), "failures": failures, "slowest_s": round(slowest, 2)}


def compiled() -> dict[tuple[str | bytes, int], str]:
    """The patterns compiled by our modules as they load and read the examples, with the module's name."""
    import jejak

    found: dict[tuple[str | bytes, int], str] = {}
    genuine = re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: Any) -> Any:  # noqa: ANN401
        frame = sys._getframe(1)
        while frame.f_back and frame.f_globals["__name__"] == "re":
            frame = frame.f_back
        name = frame.f_globals.get("__name__", "")
        if name.startswith("jejak.") and isinstance(pattern, str | bytes):
            found.setdefault((pattern, int(flags)), name)
        return genuine(pattern, flags)

    re._compile = noted  # type: ignore[attr-defined]
    try:
        for module in pkgutil.walk_packages(jejak.__path__, "jejak."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        from jejak import pipeline

        for _ in pipeline.code([str(EXAMPLES)]):
            pass
    finally:
        re._compile = genuine  # type: ignore[attr-defined]
    return found


def only_matched() -> set[str | bytes]:
    """The patterns that their module only uses to `match` or `fullmatch`, which look from one place alone."""
    found: set[str | bytes] = set()
    for name, module in list(sys.modules.items()):
        if not name.startswith("jejak.") or not getattr(module, "__file__", None):
            continue
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for known, value in vars(module).items():
            if isinstance(value, re.Pattern):
                elsewhere = re.sub(rf"\b{known}(?:: Final)? =", "", source, count=1)
                uses = set(re.findall(rf"\b{known}(?:\.(\w+)|\b)", elsewhere))
                if uses and uses <= {"match", "fullmatch"}:
                    found.add(value.pattern)
    return found


def units(pattern: str | bytes, flags: int) -> list[str]:
    """Strings that, repeated, keep the pattern busy: what its repeats hold, a match, and common signs."""
    parser = importlib.import_module("re._parser")
    tree = parser.parse(pattern, flags)
    own = {_sample(tree), *_repeats(tree)}
    return sorted({unit for unit in own if unit} | {"a", " ", "1", "A", "\n", "-", "Aa ", "1.", "a, "})


def _repeats(tree: Any) -> Iterator[str]:  # noqa: ANN401
    """A sample of what stands in each unbounded repeat."""
    for op, value in tree:
        for below in _below(str(op), value):
            if "REPEAT" in str(op) and int(value[1]) > 20:
                yield _sample(below)
            yield from _repeats(below)


def _below(op: str, value: Any) -> list[Any]:  # noqa: ANN401
    if op == "BRANCH":
        return list(value[1])
    if "REPEAT" in op:
        return [value[2]]
    if op == "SUBPATTERN":
        return [value[3]]
    if op in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return [value] if op == "ATOMIC_GROUP" else []


def _sample(tree: Any) -> str:  # noqa: ANN401
    """A string that the pattern may match (look-arounds and references are passed over)."""
    return "".join(_one(str(op), value) for op, value in tree)[:200]


_KINDS: Final = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}


def _one(op: str, value: Any) -> str:  # noqa: ANN401
    if op == "LITERAL":
        return chr(value)
    if op in ("ANY", "NOT_LITERAL"):
        return "x"
    if op == "CATEGORY":
        return _KINDS.get(str(value), ".")
    if op == "IN":
        first, *_ = value
        return "x" if str(first[0]) == "NEGATE" else _one(str(first[0]), first[1])
    if op == "RANGE":
        return chr(value[0])
    if op in ("ASSERT", "ASSERT_NOT"):
        return ""
    below = _below(op, value)
    return _sample(below[0]) * (max(1, int(value[0])) if "REPEAT" in op else 1) if below else ""


if __name__ == "__main__":
    main(sys.argv[1:])
