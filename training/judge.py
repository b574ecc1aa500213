"""Makes the judge (`jejak.findings.judging`): what its network learns from, and the files that ship.

    python training/judge.py pieces SHARED_DIR WORK      # running text as numbers
    python training/judge_network.py pretrain WORK       # where there is a GPU; or
    python training/judge.py restart SHARED_DIR WORK     # goes on from the shipped network
    python training/judge.py questions SHARED_DIR WORK [--more CODED.jsonl ARTICLES.jsonl]
    python training/judge_network.py tune WORK           # where there is a GPU
    python training/judge.py ship SHARED_DIR WORK [--write]

Questions are the guesses at events that the rules find in coded articles, with how right they are. Each comes
with the log odds that weights of features trained on other articles give it, as it will in use. `ship` prints
what the judge does to articles that it did not see, by cross-validation; `--write` puts the network and the
weights of judged happenings in place of the shipped ones.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import lzma
import pickle
import random
import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import corpus
import events
import numpy as np
import sentencepiece
from judge_network import FOLDS, VOCABULARY, load
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from jejak.article import read_article
from jejak.findings.events import find_events
from jejak.findings.events.choice import Model, Models
from jejak.findings.events.merging import merged_same, with_score
from jejak.findings.events.trials import LEAST, mixed
from jejak.findings.judging.asked import STATUSES, TYPES, about_guess
from jejak.findings.judging.windows import Windows, pieces_of_title
from jejak.model import Capture
from jejak.sources.opening import open_sources
from jejak.sources.settings import SourceSettings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jejak.findings.events import Guess
    from jejak.findings.events.merging import Happening, Telling
    from jejak.findings.judging.asked import Asked

JUDGE: Final = Path(__file__).parents[1] / "src/jejak/languages/id/judge"
SEED: Final = 11
SPACE: Final = 1 << 20
"""Numbers that features are hashed to; one in a hundred shares its number with another."""
RAREST: Final = 5
SAMPLE: Final = 12_000
Floats = np.ndarray


# ---- running text


def make_pieces(shared: Path, work: Path) -> None:
    """Cuts all texts but the coded ones into pieces that are learned from them."""
    coded = corpus.coded_ids(shared / "coding")
    news = [_article_text(row).replace("\n", "¶") for _, row in corpus.news(shared / "data", coded)]
    texts = [text.strip() for text in corpus.texts(shared / "data")]
    sample = [*news[::2], *random.Random(0).sample(texts, SAMPLE)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(part[:4000] for text in sample for part in text.split("¶") if part),
        model_writer=model,
        vocab_size=16_000,
        model_type="bpe",
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        user_defined_symbols=["¶", "<mask>"],
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=-1,
        character_coverage=0.9998,
        split_digits=True,
        input_sentence_size=400_000,
        shuffle_input_sentence=True,
        minloglevel=1,
    )
    (work / "pieces.model").write_bytes(model.getvalue())
    cutter = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
    rows = [[2, *ids] for ids in cutter.encode([*news, *texts], num_threads=2)]
    running = np.concatenate([np.array(row, dtype=np.uint16) for row in rows])
    (work / "running.xz").write_bytes(lzma.compress(running.tobytes(), preset=3))
    listed = [cutter.id_to_piece(n) for n in range(16_000)]
    starts = [piece[0] == "▁" or piece == "¶" or not piece.isalpha() for piece in listed]
    np.save(work / "starts.npy", np.array(starts + [True] * (VOCABULARY - len(starts))))
    print(len(running), "pieces of running text")


def _article_text(body: str) -> str:
    return read_article(Capture("x", "x", body.encode(), "text/x-article")).text.strip()


# ---- questions


@dataclass(frozen=True)
class Question:
    """A guess at an event: what the network is asked, which types are right how far, and the telling."""

    zone: str
    trigger: int
    asked: Asked
    hashed: np.ndarray
    right: Mapping[str, float]
    status: str | None
    telling: Telling

    @property
    def kind(self) -> str:
        """The type that the trigger's row says."""
        return self.telling.event.type


@dataclass
class Page:
    """An article with its questions. `scored` if figures are counted on it."""

    doc: str
    fold: int
    scored: bool
    title: str
    zones: dict[str, tuple[str, tuple[tuple[int, int], ...]]]
    coded: list[dict[str, Any]]
    questions: list[Question]
    log_odds: Floats | None = None


class Hashed(dict[str, float]):
    """Weights of features that are known by their numbers alone."""

    def __init__(self, weights: Floats) -> None:
        self._weights = weights

    def __contains__(self, name: object) -> bool:
        return bool(self._weights[_hash(str(name))])

    def __getitem__(self, name: str) -> float:
        return float(self._weights[_hash(name)])


def _hash(name: str) -> int:
    return zlib.crc32(name.encode()) % SPACE


def make_questions(shared: Path, work: Path, more: Sequence[Sequence[Path]]) -> None:
    """Reads all coded articles twice: with weights to begin with, then with weights of the other folds."""
    coding = shared / "coding"
    seeds = shared / "seeds"
    sets = [
        (coding / "train.jsonl", [coding / "train_articles.jsonl"], True),
        (seeds / "coding.jsonl", sorted(seeds.glob("*.txt")), False),
        *((coded, [articles], False) for coded, articles in more),
    ]
    items = list(_articles(sets))
    docs = sorted(capture.doc for capture, _, _ in items)
    random.Random(SEED).shuffle(docs)
    fold = {doc: n % FOLDS for n, doc in enumerate(docs)}
    start = [events.START] * FOLDS
    pages = _read(items, fold, start, shared)
    pages = _read(items, fold, [_with(guess) for guess in _fitted(pages)], shared)
    for k, (bias, weights) in enumerate(_fitted(pages)):
        for page in (page for page in pages if page.fold == k):
            page.log_odds = np.array([bias + weights[q.hashed].sum() for q in page.questions])
    with (work / "pages.pkl").open("wb") as file:
        pickle.dump(pages, file)
    cutter = sentencepiece.SentencePieceProcessor(model_file=str(work / "pieces.model"))
    windows = [window for n, page in enumerate(pages) for window in _windows(cutter, n, page)]
    with gzip.open(work / "questions.pkl.gz", "wb", 5) as file:
        pickle.dump(windows, file)
    count = sum(len(page.questions) for page in pages)
    print(f"{len(pages)} articles, {count} guesses, {len(windows)} windows")


def _articles(
    sets: Sequence[tuple[Path, Sequence[Path], bool]],
) -> Iterator[tuple[Capture, dict[str, Any], bool]]:
    for coded, articles, scored in sets:
        rows = {row["doc"]: row for row in map(json.loads, coded.open(encoding="utf-8"))}
        for capture in open_sources([str(path) for path in articles], SourceSettings()):
            if isinstance(capture, Capture) and capture.doc in rows:
                yield capture, rows[capture.doc], scored


def _with(guess: tuple[float, Floats]) -> Models:
    return replace(events.START, guess=Model(events.GUESS_LEAST, guess[0], Hashed(guess[1])))


def _read(
    items: Sequence[tuple[Capture, dict[str, Any], bool]],
    fold: Mapping[str, int],
    models: Sequence[Models],
    shared: Path,
) -> list[Page]:
    read = partial(_page, score_at=shared / "eval" / "score.py")
    asked = [(*item, fold[item[0].doc], models[fold[item[0].doc]]) for item in items]
    with Pool(maxtasksperchild=100) as pool:
        return pool.map(read, asked, chunksize=8)


def _page(item: tuple[Capture, dict[str, Any], bool, int, Models], *, score_at: Path) -> Page:
    capture, row, scored, fold, models = item
    score, found = events.scorer(score_at), events.before_events(capture)
    coded = [{**events.UNSAID, **one} for one in row["events"]]
    guesses: list[Guess] = []
    find_events(*found, trained=models, watch=guesses.append)
    reading = found[0]
    return Page(
        capture.doc, fold, scored, reading.article.title or "",
        {zone.name: (zone.text, zone.sentences) for zone in reading.zones},
        coded,
        [_question(guess, coded, score) for guess in guesses],
    )  # fmt: skip


def _question(guess: Guess, coded: Sequence[dict[str, Any]], score: Any) -> Question:  # noqa: ANN401
    """How right a guess is for each type of the coded events that are told there."""
    row = events.as_row(guess.event)
    sides, right, status = score.parties(row, "actors", "recipients"), dict[str, float](), None
    for gold in coded:
        close = score.jaccard(score.parties(gold, "actors", "recipients"), sides)
        if close >= 0.5 and score.shares_evidence(gold, row):
            worth = 1.0 if close == 1 else events.HALF_RIGHT
            right[gold["type"]] = max(right.get(gold["type"], 0.0), worth)
            if gold["type"] == guess.event.type and status is None:
                status = gold["status"]
    hashed = np.array(sorted({_hash(name) for name in guess.features}), dtype=np.int32)
    asked = about_guess(guess.candidate, 0.0)
    return Question(guess.trigger[0], guess.trigger[1], asked, hashed, right, status, guess.telling)


def _fitted(pages: Sequence[Page]) -> list[tuple[float, Floats]]:
    """For each fold, weights of features fitted on the others."""
    with Pool() as pool:
        return pool.map(_fit, [[p for p in pages if p.fold != k] for k in range(FOLDS)])


def _fit(pages: Sequence[Page]) -> tuple[float, Floats]:
    asked = [question for page in pages for question in page.questions]
    right = np.array([question.right.get(question.kind, 0.0) for question in asked])
    ends = np.cumsum([0, *(len(question.hashed) for question in asked)])
    inner = np.concatenate([question.hashed for question in asked])
    known = csr_matrix((np.ones(len(inner)), inner, ends), shape=(len(asked), SPACE))
    kept = np.flatnonzero(np.asarray((known > 0).sum(0)).ravel() >= RAREST)
    known, some, short = known[:, kept], right > 0, right < 1
    model = LogisticRegression(C=events.STRENGTHS[0], solver="liblinear", random_state=SEED)
    model.fit(
        vstack([known[some], known[short]]),
        np.r_[np.ones(some.sum()), np.zeros(short.sum())],
        sample_weight=np.r_[right[some], 1 - right[short]],
    )
    weights = np.zeros(SPACE)
    weights[kept] = model.coef_[0]
    return float(model.intercept_[0]), weights


def _windows(cutter: sentencepiece.SentencePieceProcessor, number: int, page: Page) -> list[dict[str, Any]]:
    """The windows of a page that hold a question, with what was coded in them."""
    title, found = pieces_of_title(cutter, page.title), []
    assert page.log_odds is not None
    for name, (text, sentences) in page.zones.items():
        windows, here = Windows(cutter, title, text, sentences), dict[int, dict[str, Any]]()

        def window(at: int, windows: Windows = windows, here: dict[int, Any] = here) -> tuple[Any, int]:
            index = windows.at(at) or 0
            fresh = {"page": number, "fold": page.fold, "events": [], "coded": []}
            fresh["pieces"] = windows.all[index].pieces.astype(np.uint16)
            return here.setdefault(index, fresh), index

        for n, question in enumerate(page.questions):
            if question.zone == name:
                held, index = window(question.trigger)
                held["events"].append(
                    {
                        "number": n,
                        **_placed(windows, index, question.asked, page.log_odds[n]),
                        "right": [question.right.get(kind, 0.0) for kind in TYPES],
                        "status": STATUSES.index(question.status) if question.status else -1,
                    }
                )
        for index, held in here.items():
            held["coded"] = list(_coded_in(page.coded, text, windows, index))
        found += [here[index] for index in sorted(here)]
    return found


def _placed(windows: Windows, index: int, asked: Asked, log_odds: float) -> dict[str, Any]:
    roles = [[at for span in role if (at := windows.place(index, *span))] for role in asked.roles]
    numbers = (float(log_odds) / 3, *map(float, asked.numbers[1:]))
    return {"roles": roles, "kinds": asked.kinds, "numbers": numbers}


def _coded_in(
    coded: Sequence[dict[str, Any]], text: str, windows: Windows, index: int
) -> Iterator[tuple[int, int, int]]:
    for one in coded:
        for words in events_evidence(one):
            at = text.find(words)
            if at >= 0 and (place := windows.place(index, at, at + len(words))):
                yield TYPES.index(one["type"]), *place


def events_evidence(one: Mapping[str, Any]) -> list[str]:
    """The words that say a coded event."""
    given = one["evidence"]
    return [given] if isinstance(given, str) else [e if isinstance(e, str) else e["exact"] for e in given]


# ---- shipping


def ship(shared: Path, work: Path, *, write: bool) -> None:
    """Prints what the judge does; writes its files."""
    with (work / "pages.pkl").open("rb") as file:
        pages: list[Page] = pickle.load(file)
    if not (work / "answers.pkl").exists():  # tuned for no fold
        print("no answers for pages not seen: nothing is measured, the weights of judged happenings stay")
        if write:
            _write_network(work)
        return
    with (work / "answers.pkl").open("rb") as file:
        answers = pickle.load(file)
    score = events.scorer(shared / "eval" / "score.py")
    model = None
    for name, told in (
        ("weights of features", [_tellings(n, page, None) for n, page in enumerate(pages)]),
        ("and the judge", [_tellings(n, page, answers) for n, page in enumerate(pages)]),
    ):
        print(name)
        model = _reported(pages, told, score)
    if write and model:
        events.write_judged(model)
        _write_network(work)


def _tellings(number: int, page: Page, answers: Mapping[tuple[int, int], Floats] | None) -> list[Happening]:
    """What the page tells when each trigger keeps its likeliest guess."""
    assert page.log_odds is not None
    best: dict[tuple[str, int], tuple[float, Question]] = defaultdict(lambda: (-np.inf, page.questions[0]))
    for n, question in enumerate(page.questions):
        odds = float(page.log_odds[n])
        if answers is not None:
            odds = mixed(float(answers[number, n][TYPES.index(question.kind)]), odds)
        best[question.zone, question.trigger] = max(
            best[question.zone, question.trigger], (odds, question), key=lambda one: one[0]
        )
    scored = [(1 / (1 + np.exp(-odds)), question) for odds, question in best.values()]
    least = LEAST if answers is not None else events.GUESS_LEAST
    return merged_same(with_score(q.telling, float(score)) for score, q in scored if score >= least)


def _reported(pages: Sequence[Page], told: Sequence[list[Happening]], score: Any) -> Model:  # noqa: ANN401
    """Prints the figures of the pages that count; the model of happenings, fitted on all."""
    plain = [events.Page(page.coded, [], []) for page in pages]
    hits = [events.hits_of(page, happenings, score) for page, happenings in zip(plain, told, strict=True)]
    likely = events.out_of_fold(told, hits, [page.fold for page in pages])
    counted = [n for n, page in enumerate(pages) if page.scored]
    chosen = [[rows[n] for n in counted] for rows in (plain, told, likely, hits)]
    least = events.report(*chosen, score)
    return replace(events.fitted_happening(told, hits), least=least)


def _write_network(work: Path) -> None:
    """Exports the encoder, its matrices in eight bits, and the heads."""
    from judge_export import write_encoder

    weights = load(work, "network")
    JUDGE.mkdir(exist_ok=True)
    write_encoder(weights, JUDGE / "encoder.onnx")
    heads = {k.removeprefix("heads."): v.numpy() for k, v in weights.items() if k.startswith("heads.")}
    with (JUDGE / "heads.npz").open("wb") as file:
        np.savez_compressed(file, **heads)
    (JUDGE / "pieces.model").write_bytes((work / "pieces.model").read_bytes())


def restart(work: Path) -> None:
    """Puts the shipped network where tuning begins.

    It has seen the pages that it was tuned on, so what it answers for those is no measure.
    """
    from judge_export import read_encoder
    from judge_network import save
    from torch import from_numpy

    heads = {f"heads.{k}": from_numpy(v) for k, v in np.load(JUDGE / "heads.npz").items()}
    save(read_encoder(JUDGE / "encoder.onnx") | heads, work, "begun")
    (work / "pieces.model").write_bytes((JUDGE / "pieces.model").read_bytes())


def main() -> None:
    """Does one of the steps."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("step", choices=("pieces", "restart", "questions", "ship"))
    cli.add_argument("shared", type=Path)
    cli.add_argument("work", type=Path)
    cli.add_argument("--more", type=Path, nargs=2, action="append", default=[], metavar=("CODED", "ARTICLES"))
    cli.add_argument("--write", action="store_true")
    options = cli.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.step == "pieces":
        make_pieces(options.shared, options.work)
    elif options.step == "restart":
        restart(options.work)
    elif options.step == "questions":
        make_questions(options.shared, options.work, options.more)
    else:
        ship(options.shared, options.work, write=options.write)


if __name__ == "__main__":
    main()
