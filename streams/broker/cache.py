"""Where the jars live between runs: one directory a user, shared by every process of that user."""

from __future__ import annotations

import os
from pathlib import Path

from streams.broker.manifest import KAFKA_VERSION


def cache_dir() -> Path:
    """`PASOKH_CACHE_DIR`, else the user's XDG cache; absolute, not created here."""
    own = os.environ.get("PASOKH_CACHE_DIR")
    if own:
        return Path(own).expanduser().absolute()
    xdg = os.environ.get("XDG_CACHE_HOME")
    base = Path(xdg) if xdg else Path.home() / ".cache"
    return base.absolute() / "pasokh"


def kafka_dir() -> Path:
    """One directory a Kafka version, so that an upgrade never mixes jars."""
    return cache_dir() / f"kafka-{KAFKA_VERSION}"
