import asyncio
import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from streams.events.decode import decode
from streams.events.times import micros, rfc3339
from streams.events.types import ClockTicked, Event
from streams.simulator import PlanError, load_plan, simulate
from streams.simulator.command import Simulation, simulate_command, span_of
from streams.simulator.release import Lines, Released, release
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

SECOND_US = 1_000_000


class FakeClock:
    """Time goes on only while somebody sleeps, and by `cost_us` at each look."""

    def __init__(self, now_us: int, cost_us: int = 0) -> None:
        self.at_us = now_us
        self.cost_us = cost_us

    def now_us(self) -> int:
        self.at_us += self.cost_us
        return self.at_us

    async def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.at_us += round(seconds * SECOND_US)
        await asyncio.sleep(0)


class Notes:
    """Notes when each event went out, and when it was flushed."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.put_at: list[tuple[int, int]] = []
        self.flushed = 0

    async def put(self, event: Event) -> None:
        self.put_at.append((micros(event.time), self.clock.at_us))

    async def flush(self) -> None:
        self.flushed = len(self.put_at)


def ticks(*at_us: int) -> Iterator[Event]:
    for us in at_us:
        yield msgspec.convert(
            {"type": "clock.ticked", "specversion": "1.0", "id": str(us), "source": "t", "time": rfc3339(us)},
            ClockTicked,
        )


async def released(
    clock: FakeClock, *at_us: int, live_from_us: int | None, speed: float = 1.0
) -> tuple[Notes, Released]:
    notes = Notes(clock)
    done = await release(
        ticks(*at_us), notes, history_until_us=live_from_us, speed=speed, clock=clock, on_progress=None
    )
    return notes, done


async def test_the_past_goes_out_at_once_and_the_rest_at_its_own_time() -> None:
    now_us = 1_000 * SECOND_US
    at_us = [10 * SECOND_US, 999 * SECOND_US, now_us, now_us + 1, now_us + 3 * SECOND_US]
    notes, done = await released(FakeClock(now_us), *at_us, live_from_us=now_us)

    assert notes.put_at == [(us, max(us, now_us)) for us in at_us]
    assert done == Released(events=5, at_us=at_us[-1], live=True)
    assert notes.flushed == 5


async def test_what_became_due_during_the_history_catches_up() -> None:
    now_us = 1_000 * SECOND_US
    slow = FakeClock(now_us, cost_us=SECOND_US)
    at_us = [now_us + n * SECOND_US // 2 for n in range(4)]
    notes, _ = await released(slow, *at_us, now_us + 100 * SECOND_US, live_from_us=now_us)

    assert [gone_us - us for us, gone_us in notes.put_at[:4]] == sorted(
        gone_us - us for us, gone_us in notes.put_at[:4]
    )
    assert notes.put_at[-1][1] - notes.put_at[-1][0] <= 4 * SECOND_US


async def test_a_speed_of_ten_takes_a_tenth_of_the_time() -> None:
    now_us = 50 * SECOND_US  # whenever it is called: the simulated start goes with the moment of the call
    start_us = 7 * SECOND_US
    notes, _ = await released(FakeClock(now_us), start_us, start_us + 20 * SECOND_US, live_from_us=start_us, speed=10)

    assert [gone_us for _, gone_us in notes.put_at] == [now_us, now_us + 2 * SECOND_US]


async def test_all_is_past_when_there_is_nothing_live() -> None:
    clock = FakeClock(0)
    notes, done = await released(clock, 5, 10**15, live_from_us=None)

    assert clock.at_us == 0
    assert (done.live, notes.flushed) == (False, 2)


async def test_events_go_out_before_the_wait_for_the_next() -> None:
    clock = FakeClock(0)
    notes = Notes(clock)
    flushed_before_sleep: list[int] = []

    async def sleep(seconds: float) -> None:
        flushed_before_sleep.append(notes.flushed)
        clock.at_us += round(seconds * SECOND_US)

    clock.sleep = sleep  # type: ignore[method-assign]
    await release(ticks(0, 1, SECOND_US), notes, history_until_us=1, speed=1, clock=clock, on_progress=None)

    assert flushed_before_sleep == [2]


async def test_a_cancelled_release_flushes_what_was_put() -> None:
    class Sleepless(FakeClock):
        async def sleep(self, seconds: float) -> None:
            await asyncio.Event().wait()

    clock = Sleepless(0)
    notes = Notes(clock)
    plan = load_plan("default")
    task = asyncio.create_task(
        release(
            simulate(plan, 1, MONDAY_US, None),
            notes,
            history_until_us=MONDAY_US + HOUR_US,
            speed=1,
            clock=clock,
            on_progress=None,
        )
    )
    while not notes.flushed:
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert notes.flushed == len(notes.put_at) > 100


async def test_lines_are_events_that_decode(tmp_path: Path) -> None:
    asked = Simulation(history_h=1, speed=None, start="2025-06-16T10:00:00+03:30", seed=2, timezone="Asia/Tehran")
    seen: list[Released] = []
    done = await simulate_command(asked, tmp_path / "events.ndjson", clock=FakeClock(0), on_progress=seen.append)
    lines = (tmp_path / "events.ndjson").read_bytes().splitlines()
    events = [
        decode(line, msgspec.json.decode(line)["subject"].encode(), (), received_us=MONDAY_US + 24 * HOUR_US)
        for line in lines
    ]

    assert len(events) == done.events > 500
    assert seen[-1] == done
    assert rfc3339(micros(events[0].time)).startswith("2025-06-16T06:30")


async def test_lines_to_a_stream_are_byte_for_byte_the_same_for_the_same_seed() -> None:
    def lines() -> bytes:
        out = io.BytesIO()
        events = simulate(load_plan("default"), 1, MONDAY_US, MONDAY_US + HOUR_US)
        asyncio.run(release(events, Lines(out), history_until_us=None, speed=1, clock=FakeClock(0), on_progress=None))
        return out.getvalue()

    first, second = await asyncio.gather(asyncio.to_thread(lines), asyncio.to_thread(lines))
    assert first == second


@pytest.mark.parametrize(
    ("asked", "start_h", "live_h", "end_h"),
    [
        (Simulation(history_h=8), -8, 0, None),
        (Simulation(history_h=8, duration_s=1800), -8, 0, 0.5),
        (Simulation(history_h=8, speed=None), -8, None, 0),
        (Simulation(duration_s=3600, speed=None), 0, None, 1),
        (Simulation(history_h=2, duration_s=3600, start="2025-06-16T00:00:00Z", speed=60), 100, 102, 103),
    ],
)
def test_the_span_is_what_was_asked_for(
    asked: Simulation, start_h: float, live_h: float | None, end_h: float | None
) -> None:
    now_us = MONDAY_US - 100 * HOUR_US
    span = span_of(asked, now_us)

    def hours(us: int | None) -> float | None:
        return None if us is None else (us - now_us) / HOUR_US

    assert (hours(span.start_us), hours(span.live_from_us), hours(span.end_us)) == (start_h, live_h, end_h)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (Simulation(start="yesterday"), "start 'yesterday': a time with a zone"),
        (Simulation(start="2025-06-16T00:00:00"), "a time with a zone"),
        (Simulation(timezone="Nowhere"), "'Nowhere' is no time zone"),
        (Simulation(plan="nothing"), "give a TOML file or one of default"),
    ],
)
async def test_what_cannot_be_simulated_is_refused(asked: Simulation, message: str) -> None:
    with pytest.raises(PlanError, match=message):
        await simulate_command(asked, "-", clock=FakeClock(0))
