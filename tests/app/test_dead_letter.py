"""A dead letter holds whatever an input topic takes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from streams.app.dead import dead_letter
from streams.app.topics import LARGEST_INPUT_BYTES, LARGEST_RECORD_BYTES
from streams.engine.records import Rejected


def test_the_largest_record_of_an_input_fits_as_a_dead_letter() -> None:
    half = LARGEST_INPUT_BYTES // 2
    record: Any = SimpleNamespace(
        topic="calls", partition=0, offset=0, timestamp=0, key=b"k" * half, value=b"v" * half, headers=()
    )
    key, value, _ = dead_letter(record, Rejected("too_large", "d" * 200))
    assert len(key or b"") + len(value) < LARGEST_RECORD_BYTES
