"""Set-ups for tests of the workers; a module of its own, so that a fresh process can import them."""

import os
import signal
import time


def double():
    return lambda n: n * 2


def fragile():
    def work(n):
        if n == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        if n == 5:
            time.sleep(60)
        return n

    return work


def broken():
    raise OSError("no model here")


def raising():
    def work(n):
        raise ValueError(f"cannot do {n}")

    return work


def whereabouts():
    return lambda item: os.getpid()


def dying():
    os._exit(7)


def page_reader(lexicon, *, gated=False):
    """A reader of pages that hangs on one page and dies on another."""
    from builders import article, findings, page_of
    from jejak import pipeline

    def work(item):
        text = item.body.decode()
        if "macet" in text:
            time.sleep(60)
        if "mati" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return pipeline.Outcome(page_of(findings(article(item.doc, text))), pipeline._note(item))

    return work
