"""Reading on many processors and machines: `Capture -> Findings` into Parquet, and Parquet into a record.

    inputs -> Unit -> (an engine: our processes, Daft, Daft on Ray) -> *.parquet -> assemble -> Record

The map is `pipeline.make_coder`, the reduce `pipeline.keep_into`, as on every other way to a record.
docs/scale.md, docs/decisions/011-scale.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jejak.errors import InputError
from jejak.scale.coding import Coded, Done, Engine, OwnEngine, code_into
from jejak.scale.places import without_options
from jejak.scale.shelf import Shelf, open_shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jejak.model import Rejection
    from jejak.pipeline import ReadCounts

__all__ = [
    "Coded", "Done", "Engine", "OwnEngine", "Shelf", "assemble", "code_into", "daft_engine", "open_shelf",
]  # fmt: skip


def daft_engine(jobs: int | None, ray: str | None = None) -> Engine:
    """Daft on this machine, or on the Ray cluster at an address. InputError where it is not installed."""
    try:
        from jejak.scale.on_daft import DaftEngine
    except ImportError as error:
        raise InputError(f"Daft is not installed ({error}): pip install 'jejak[scale]'") from error
    return DaftEngine(jobs, ray)


def assemble(
    record: str | Path,
    shelf: Shelf,
    *,
    on_page: Callable[[ReadCounts, Rejection | None], None] | None = None,
) -> ReadCounts:
    """Takes findings into the record, made if there is none: it is then what reading would have made of it.

    Findings that it holds are passed over: a run that was cut off goes on, the same findings twice are once.
    """
    from jejak import pipeline

    return pipeline.keep_into(record, [*map(without_options, shelf.names)], shelf.pages(), on_page=on_page)
