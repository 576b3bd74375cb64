"""Windows and what stands now, as a reader of the topic sees them."""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.e2e.installation import event, structured, until
from tests.e2e.life import KEY, QUEUE, life

if TYPE_CHECKING:
    from tests.e2e.installation import Worker


async def day(live: Worker, queue: str) -> dict[str, int]:
    """Today's counts that are not zero; just after midnight those of yesterday, too."""
    found: defaultdict[str, int] = defaultdict(int)
    for key, record in (await live.place.latest()).items():
        if key.startswith(f"queue/{queue}/call/P1D/"):
            for name, count in record["counts"].items():
                found[name] += count
    return {name: count for name, count in found.items() if count}


async def test_windows_have_their_keys_and_figures(live: Worker) -> None:
    start = datetime.now(UTC).replace(second=30, microsecond=0) - timedelta(minutes=30)
    queue = "windows"
    await live.place.send(structured(*life("w1", start, queue)))

    async def handled() -> dict[str, int]:
        found = await live.place.latest()
        return {
            one["interval"]: one["counts"]["handled"]
            for key, one in found.items()
            if key.startswith(f"queue/{queue}/call/") and one["counts"].get("handled")
            if one["complete"] or one["interval"] != "PT1M"
        }

    await until(handled, {"PT1M": 1, "PT30M": 1, "P1D": 1})
    found = await live.place.latest()
    minute = (start.replace(second=0)).strftime("%Y-%m-%dT%H:%M:%SZ")
    one = found[f"queue/{queue}/call/PT1M/{minute}"]
    assert (one["scope"], one["channel"]) == ({"kind": "queue", "id": queue}, "call")
    assert (one["start"], one["complete"]) == (minute, True)
    assert (one["counts"]["offered"], one["counts"]["answered"]) == (1, 1)
    wait = one["durations"]["wait_answered"]
    assert (wait["count"], wait["sum_s"], wait["max_s"], wait["p50_s"]) == (1, 20, 20, 20)
    assert one["rates"]["service_level"] == 1
    kinds = {(record["scope"]["kind"], record["scope"]["id"]) for record in found.values()}
    assert {("queue", queue), ("agent", "bob"), ("all", "all")} <= kinds


async def test_waiting_is_shown_while_it_lasts(live: Worker) -> None:
    now = datetime.now(UTC)
    key = f"{KEY}/now/"
    await live.place.send(structured(event("queued", "waits-1", now, queue=QUEUE)))
    await live.place.send(structured(event("queued", "waits-2", now - timedelta(seconds=40), queue=QUEUE)))

    async def gauges() -> Any:
        record = (await live.place.latest()).get(key)
        return record and {name: record["gauges"][name] for name in ("waiting", "in_progress", "oldest_waiting_since")}

    oldest = datetime.isoformat(now - timedelta(seconds=40)).replace("+00:00", "Z")
    await until(gauges, {"waiting": 2, "in_progress": 0, "oldest_waiting_since": oldest})
    (age,) = re.findall(
        r'pasokh_longest_wait_seconds{queue="billing/é %",channel="call"} (\S+)', live.get("/metrics")[1]
    )
    assert 40 <= float(age) < 60
    await live.place.send(
        structured(event("answered", "waits-2", now, agent_id="bob"), event("abandoned", "waits-1", now))
    )
    await until(gauges, {"waiting": 0, "in_progress": 1, "oldest_waiting_since": None})
    record = (await live.place.latest())[key]
    assert record["start"] is None
    assert list(record["windows"]) == ["PT5M", "PT15M", "PT30M", "PT1H", "today"]


async def test_no_key_comes_more_often_than_once_a_second(live: Worker) -> None:
    for burst in range(15):
        now = datetime.now(UTC)
        await live.place.send(structured(*(event("queued", f"fast-{burst}-{i}", now, queue="fast") for i in range(20))))
        await asyncio.sleep(0.2)

    async def offered() -> int:
        return sum(
            one["counts"]["offered"]
            for key, one in (await live.place.latest()).items()
            if key.startswith("queue/fast/call/P1D")
        )

    await until(offered, 300)
    times: defaultdict[bytes, list[int]] = defaultdict(list)
    for record in await live.place.read("metrics"):
        times[record.key].append(record.timestamp)
    assert min(later - earlier for stamps in times.values() for earlier, later in pairwise(stamps)) >= 1000


async def test_an_answer_after_the_abandonment_takes_it_back(live: Worker) -> None:
    start = datetime.now(UTC) - timedelta(minutes=2)

    async def counts() -> dict[str, int]:
        return await day(live, "late")

    await live.place.send(structured(event("queued", "late-1", start, queue="late")))
    await live.place.send(structured(event("abandoned", "late-1", start + timedelta(seconds=8))))
    await until(counts, {"offered": 1, "abandoned": 1, "abandoned_within": 1})
    await live.place.send(structured(event("answered", "late-1", start + timedelta(seconds=7), agent_id="bob")))
    await until(counts, {"offered": 1, "answered": 1, "answered_within": 1})


async def test_callback_and_overflow_are_no_abandonments(live: Worker) -> None:
    now = datetime.now(UTC) - timedelta(seconds=30)
    for reason in ("callback", "overflow"):
        later = now + timedelta(seconds=9)
        queued = event("queued", f"left-{reason}", now, queue="left")
        await live.place.send(structured(queued, event("left_queue", f"left-{reason}", later, reason=reason)))

    async def counts() -> dict[str, int]:
        return await day(live, "left")

    left = {"left_queue": 2, "left_queue_callback": 1, "left_queue_overflow": 1, "callback_within": 1}
    await until(counts, {"offered": 2} | left)
    record = next(one for key, one in (await live.place.latest()).items() if key.startswith("queue/left/call/P1D/"))
    assert record["rates"]["abandonment"] == 0
    assert record["rates"]["service_level"] is None, "nobody was answered or abandoned"
