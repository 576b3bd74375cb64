"""Why a node ended, read from what it said last."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from streams.broker.errors import BrokerDied, BrokerError, DiskTrouble

if TYPE_CHECKING:
    from pathlib import Path

TAIL_BYTES = 16 * 1024
LONGEST_REASON = 300
OUT_OF_SPACE = ("No space left on device", "Disk quota exceeded")
PORT_LOST = "Address already in use"
TELLING = ("Exception", "Error", " FATAL ")


def explain(words: str, what: str, log_file: Path) -> BrokerError:
    """One line with the most telling of its own; a full disk is told as such."""
    if any(mark in words for mark in OUT_OF_SPACE):
        return DiskTrouble.full(log_file.parent)
    lines = [line.strip() for line in words.splitlines() if line.strip() and not line.startswith("\tat ")]
    causes = [line for line in lines if any(mark in line for mark in TELLING)]
    reason = (causes or lines or ["it said nothing"])[-1]
    return BrokerDied(f"{what}: {reason[:LONGEST_REASON]} (its log: {log_file})")


def tail(path: Path, since: int = 0) -> str:
    """The end of a text file, but nothing before `since` (bytes); a file that was rolled over counts whole."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            begin = since if since <= size else 0
            file.seek(max(begin, size - TAIL_BYTES))
            return file.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def size_of(path: Path) -> int:
    """In bytes; 0 when there is no such file."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
