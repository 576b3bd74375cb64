"""Conversations of two years through the command and a worker, against a recompute that uses none of our code."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.command import EXAMPLES, data_file, run
from tests.e2e.installation import Installation, Worker, until
from tests.e2e.recompute_chats import (
    Conversation,
    Response,
    first_response,
    milliseconds,
    next_responses,
    read_conversations,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXPIRE_S = 90 * 86_400
"""Longer than the longest silence."""
MEASURES = ("first_response", "next_response")

Sums = dict[tuple[str, date, str], tuple[int, int, int]]
"""How many, their sum and the longest in milliseconds, by queue, UTC day and measure."""


@pytest.fixture(scope="module")
def conversations() -> dict[str, Conversation]:
    return read_conversations(data_file("twitter_care", "dev_turns_masked.jsonl"))


@pytest.fixture(scope="module")
def folded(
    broker: Any, conversations: dict[str, Conversation], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """The file replayed, to a worker that goes by event time."""
    assert conversations
    place = Installation(broker.address, tmp_path_factory.mktemp("care"))
    with Worker(place, time_source="event", expire_s=str(EXPIRE_S), score_text="false"):  # thanks are turns, too
        replay(data_file("twitter_care", "dev_turns_masked.jsonl"), place)
        yield place


def replay(file: Path, place: Installation) -> None:
    mapping = EXAMPLES / "twitter-care.toml"
    done = run("replay", file, "--format", "jsonl", "--mapping", mapping, folder=place.folder, **place.settings())
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.timeout(180)
async def test_every_conversation_is_answered_as_the_file_says(
    folded: Installation, conversations: dict[str, Conversation]
) -> None:
    async def enriched() -> int:
        return len(await folded.read("contacts"))

    await until(enriched, sum(1 + len(one.messages) for one in conversations.values()))
    records: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in await folded.read("contacts"):
        told = json.loads(record.value)
        records[told["subject"]].append(told)
    assert records.keys() == conversations.keys()
    for name, conversation in conversations.items():
        told = sorted(records[name], key=lambda one: (moment(one), one["type"] != "chat.started.enriched"))
        first = first_response(conversation)
        assert told_first(told) == (first and first.waited_ms), name
        assert told_turns(told) == next_responses(conversation), name
        assert told[-1]["data"]["contact"]["messages"] == len(conversation.messages), name


def told_first(records: list[dict[str, Any]]) -> int | None:
    """In milliseconds, as the last record says."""
    first_s = records[-1]["data"]["contact"].get("first_response_s")
    return None if first_s is None else round(first_s * 1000)


def told_turns(records: list[dict[str, Any]]) -> list[Response]:
    """From the message that waited for an answer to the record by which it waits no longer."""
    turns: list[Response] = []
    waits: str | None = None
    for record in records:
        waits_now = record["data"]["contact"].get("unanswered_since")
        if waits is not None and waits_now is None:
            turns.append(Response(moment(record), milliseconds(moment(record) - datetime.fromisoformat(waits))))
        waits = waits_now
    return turns


def moment(record: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(record["time"])


@pytest.mark.timeout(180)
async def test_the_days_of_every_company_add_up_to_its_conversations(
    folded: Installation, conversations: dict[str, Conversation]
) -> None:
    expected: defaultdict[tuple[str, date, str], list[int]] = defaultdict(list)
    for conversation in conversations.values():
        first = first_response(conversation)
        found = {"first_response": [first] if first else [], "next_response": next_responses(conversation)}
        for name, responses in found.items():
            for response in responses:
                expected[conversation.queue, response.answered.date(), name].append(response.waited_ms)
    await until(partial(told_days, folded), {place: (len(ms), sum(ms), max(ms)) for place, ms in expected.items()})


async def told_days(place: Installation) -> Sums:
    sums: Sums = {}
    for record in (await place.latest()).values():
        if (record["scope"]["kind"], record["channel"], record["interval"]) != ("queue", "chat", "P1D"):
            continue
        for name in MEASURES:
            spread = record["durations"].get(name)
            if spread is not None and spread["count"]:
                day = datetime.fromisoformat(record["start"]).date()
                sums[record["scope"]["id"], day, name] = (
                    spread["count"], round(spread["sum_s"] * 1000), round(spread["max_s"] * 1000),
                )  # fmt: skip
    return sums


def test_the_longest_silence_is_waited_out(conversations: dict[str, Conversation]) -> None:
    silences = [
        after[0] - before[0]
        for one in conversations.values()
        for before, after in zip(one.messages, one.messages[1:], strict=False)
    ]
    assert max(silences) < timedelta(seconds=EXPIRE_S)
    assert sum(silence > timedelta(days=1) for silence in silences) >= 99
