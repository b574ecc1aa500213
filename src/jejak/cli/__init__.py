"""The command line: `jejak COMMAND`. Here alone jejak prints, reads the environment and sets exit codes.

0 done    1 a fault of jejak    2 what was asked can't be    3 the record can't be used
4 every page was rejected    130 stopped by Ctrl-C
"""

from __future__ import annotations

import os

from jejak.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Runs the command line."""
    # a page is too small for several threads to share, and numpy reads this once, when it is first imported
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app(prog_name="jejak")
