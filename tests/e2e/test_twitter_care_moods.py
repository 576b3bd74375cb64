"""How conversations sound, from the command's report, against a recount from the enriched records of the same file.

The recount takes what each message says from the records (the models have tests of their own) and reckons from there
when customers were upset, when somebody apologised, and who was won back, by none of our code.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.e2e.command import EXAMPLES, data_file, run
from tests.e2e.installation import Installation, Worker, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE = ("twitter_care", "dev_turns_masked.jsonl")
EXPIRE_S = str(90 * 86_400)
UPSET = -0.3
LONG_WORD = 14
"""Longer words are hardly in any record by chance."""


@dataclass
class Recount:
    """Of all conversations."""

    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    apologies_s: list[float] = field(default_factory=list)
    turnarounds_s: list[float] = field(default_factory=list)

    def conversation(self, messages: list[tuple[datetime, str, dict[str, Any]]]) -> None:
        customers = [(at, text) for at, speaker, text in messages if speaker == "customer"]
        agents = [(at, text) for at, speaker, text in messages if speaker == "agent"]
        self.counts["said_by_customer"] += len(customers)
        self.counts["said_by_agent"] += len(agents)
        self.counts["negative_by_customer"] += sum(text["sentiment_class"] == "negative" for _, text in customers)
        self.counts["abuse"] += sum(text["abuse"] in ("insult", "threat", "harassment") for _, text in customers)
        self.counts["apologies"] += sum(text["apology"] == "apology" for _, text in agents)
        upset = next((n for n, (_, text) in enumerate(customers) if is_upset(text)), None)
        if upset is None:
            return
        since = customers[upset][0]
        self.counts["upset"] += 1
        self.counts["began_upset"] += upset < 2
        apology = next((at for at, text in agents if at > since and text["apology"] == "apology"), None)
        if apology is not None:
            self.counts["apologised"] += 1
            self.apologies_s.append((apology - since).total_seconds())
        turned = next((at for at, text in customers[upset + 1 :] if text["sentiment_class"] == "positive"), None)
        if turned is not None:
            self.turnarounds_s.append((turned - since).total_seconds())
        if upset < 2 and len(customers) > upset + 1:
            self.counts["recovered"] += customers[-1][1]["sentiment_class"] == "positive"


def is_upset(text: dict[str, Any]) -> bool:
    return bool(text["sentiment_class"] == "negative" and text["sentiment"] <= UPSET)


@pytest.fixture(scope="module")
def file() -> Path:
    return data_file(*FILE)


@pytest.fixture(scope="module")
def folded(broker: Any, file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The file replayed, to a worker that goes by event time and reads texts."""
    place = Installation(broker.address, tmp_path_factory.mktemp("moods"))
    with Worker(place, time_source="event", expire_s=EXPIRE_S):
        mapping = EXAMPLES / "twitter-care.toml"
        done = run("replay", file, "--format", "jsonl", "--mapping", mapping, folder=place.folder, **place.settings())
        assert done.returncode == 0, done.stderr.decode()
        yield place


def texts(file: Path) -> list[str]:
    return [json.loads(line)["text"] for line in file.read_bytes().splitlines()]


async def counted(place: Installation, file: Path) -> Recount:
    turns = len(texts(file))

    async def messages() -> int:
        return sum(b"chat.message.enriched" in record.value for record in await place.read("contacts"))

    await until(messages, turns)
    conversations: defaultdict[str, list[tuple[datetime, str, dict[str, Any]]]] = defaultdict(list)
    for record in await place.read("contacts"):
        told = json.loads(record.value)
        if told["type"] == "chat.message.enriched":
            at = datetime.fromisoformat(told["time"])
            conversations[told["subject"]].append((at, told["data"]["event"]["speaker"], told["data"]["text"]))
    found = Recount()
    for said in conversations.values():
        found.conversation(sorted(said, key=lambda one: one[0]))
    return found


@pytest.mark.timeout(240)
async def test_the_report_tells_how_fast_apologies_came_and_who_was_won_back(
    broker: Any, folded: Installation, file: Path, tmp_path: Path
) -> None:
    expected = await counted(folded, file)
    done = run(
        "replay", file, "--format", "jsonl", "--mapping", EXAMPLES / "twitter-care.toml", "--report", "--json",
        folder=tmp_path, timeout_s=120, broker=broker.address, expire_s=EXPIRE_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    (total,) = [
        line for line in json.loads(done.stdout)["totals"] if line["channel"] == "chat" and line["queue"] == "all"
    ]
    assert {name: total["counts"][name] for name in expected.counts} == dict(expected.counts)
    for name, values in (("apology", expected.apologies_s), ("turnaround", expected.turnarounds_s)):
        told = total["durations"][name]
        assert told["count"] == len(values)
        assert told["sum_s"] == pytest.approx(sum(values), abs=1)
        for share, part in ((0.5, "p50_s"), (0.9, "p90_s")):
            assert told[part] == pytest.approx(float(np.quantile(values, share)), rel=0.02), (name, part)
    assert total["rates"]["apology_rate"] == pytest.approx(expected.counts["apologised"] / expected.counts["upset"])


@pytest.mark.timeout(240)
async def test_no_word_of_any_message_leaves_the_house(folded: Installation, file: Path) -> None:
    words = {word for text in texts(file) for word in text.split() if len(word) > LONG_WORD}
    assert len(words) > 100
    values = b"\n".join(record.value for record in await folded.read("contacts"))
    assert [word for word in words if word.encode() in values] == []
