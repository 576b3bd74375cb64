"""Three days of the bank as events, in order and then shuffled within the disorder allowed and partly sent twice."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from streams.app.report import report
from streams.events.encode import encode
from streams.policy import load_policy
from streams.report.written import to_json
from streams.settings import load_settings
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.e2e.command import BANK_MAPPING, data_file, new_prefix, replay_report, reported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streams.events.types import Event

UNTIL = datetime.fromisoformat("1999-01-04T00:00:00+02:00")
DISORDER_S = 5
TWICE = 0.05


class AsTheyCome(Reading):
    """A file replayed in the order of its lines; the command sorts them by time."""

    def __iter__(self) -> Iterator[Event]:
        return self._events()


def written(lines: list[bytes], file: Path) -> Path:
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    return file


@pytest.mark.timeout(180)
async def test_shuffled_and_repeated_events_give_the_same_report(broker: Any, tmp_path: Path) -> None:
    month = Reading(data_file("anonymousbank", "01_January.txt.gz"), "csv", load_mapping(BANK_MAPPING))
    events = [(event.time, encode(event)) for event in month if event.time < UNTIL]
    assert len(events) > 3_000
    random_ = random.Random(5)
    coming = events + random_.sample(events, round(TWICE * len(events)))
    shuffled = sorted(coming, key=lambda event: event[0] + timedelta(seconds=random_.uniform(0, DISORDER_S)))
    assert [time for time, _ in shuffled] != sorted(time for time, _ in shuffled)

    plain = written([value for _, value in events], tmp_path / "plain.ndjson")
    mixed = written([value for _, value in shuffled], tmp_path / "mixed.ndjson")
    prefix = new_prefix("shuffled")
    expected = reported(
        replay_report(plain, "--format", "events", broker=broker.address, prefix=prefix, folder=tmp_path)
    )
    found = await folded(AsTheyCome(mixed, "events"), broker.address, prefix)
    assert found["file"]["rows"] == len(coming) > expected["file"]["rows"] == len(events)
    assert found["days"] == expected["days"]
    assert found["totals"] == expected["totals"]
    assert found["dead_letters"] == {}


async def folded(reading: Reading, broker: str, prefix: str) -> dict[str, Any]:
    errors: list[BaseException] = []
    settings = load_settings(broker=broker, prefix=prefix)
    done = await report(reading, settings, load_policy(None), fatal=errors.append)
    assert errors == []
    found: dict[str, Any] = json.loads(to_json(done))
    return found
