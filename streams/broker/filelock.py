"""Locks that end with the process that holds them, however it ends."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Locked(Exception):
    """Another process, or another broker of this one, holds the lock."""


def acquire(path: Path, *, wait: bool) -> int:
    """Take an exclusive lock on `path`; the returned descriptor, and any copy a child got, holds it."""
    import fcntl  # noqa: PLC0415 - not on Windows, where the import of this room must still work

    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise Locked(str(path)) from error
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Wait for the lock and hold it for the length of a block."""
    descriptor = acquire(path, wait=True)
    try:
        yield
    finally:
        os.close(descriptor)
