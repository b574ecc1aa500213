"""Watching feeds: what is new is read into the record, and told: new events, promises moved on or missed.

What was told is kept in a file beside the record, and only replaced once it is told: a watch that was stopped
goes on where it was, and tells what it had not told yet. New is what the record did not hold when the last
poll was told, whoever read it in.
"""

from __future__ import annotations

from jejak.watching.messages import lines_of, message_of
from jejak.watching.watch import Polled, Watch, WatchSettings, every
from jejak.watching.webhook import SIGNATURE, Webhook

__all__ = ["SIGNATURE", "Polled", "Watch", "WatchSettings", "Webhook", "every", "lines_of", "message_of"]
