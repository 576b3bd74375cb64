"""`pasokh doctor` finds what a worker would refuse."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from streams.engine.topics import TopicSpec, ensure_topics
from tests.e2e.command import new_prefix, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunningBroker


def test_topics_whose_configuration_would_make_numbers_wrong_are_named(broker: RunningBroker, tmp_path: Path) -> None:
    prefix = new_prefix("doctor")
    place = {"folder": tmp_path, "broker": broker.address, "prefix": prefix, "partitions": "2"}
    healthy = run("doctor", **place)  # type: ignore[arg-type]  # the place is all text but for its folder
    assert healthy.returncode == 0, healthy.stdout
    assert b"topics not created yet" in healthy.stdout
    wrong = TopicSpec(f"{prefix}ledger.contacts", 2, {"cleanup.policy": "delete"})
    asyncio.run(ensure_topics(broker.address, [wrong, TopicSpec(f"{prefix}calls", 3)], {}))
    ill = run("doctor", **place)  # type: ignore[arg-type]  # the same
    said = ill.stdout.decode()
    assert ill.returncode == 1
    assert f"BAD  topic {prefix}ledger.contacts has cleanup.policy=delete, not compact" in said
    assert f"BAD  topic {prefix}calls has 3 partitions, not 2" in said
    assert "are as they must be" not in said
