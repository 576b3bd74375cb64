"""The last 5, 15, 30, 60 minutes and today, sliding by the minute."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from streams.measures.spread import spread_of
from streams.records import MetricRecord
from streams.rollups.figures import duration, durations
from streams.rollups.sliding import LENGTHS, Sliding
from streams.rollups.sums import Sums
from tests.rollups.rig import Rig, levels, minute, pane

NINE = "1999-01-04T09:00:00Z"


def now_of(records: list[MetricRecord]) -> MetricRecord:
    [now] = [record for record in records if record.interval == "now"]
    return now


def offered(record: MetricRecord) -> dict[str, int]:
    assert record.windows is not None
    return {name: window.counts["offered"] for name, window in record.windows.items()}


def test_windows_hold_the_current_minute_and_those_before_it() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane("1999-01-04T09:00:00Z", offered=1), pane("1999-01-04T08:56:00Z", offered=10))
    rig.fold(pane("1999-01-04T08:55:00Z", offered=100), pane("1999-01-04T08:01:00Z", offered=1000))
    rig.fold(pane("1999-01-04T08:00:00Z", offered=10_000), pane("1999-01-04T09:01:00Z", offered=100_000))
    now = now_of(rig.commit())
    assert offered(now) == {"PT5M": 11, "PT15M": 111, "PT30M": 111, "PT1H": 1111, "today": 111_111}
    assert now.windows is not None
    assert [(w.start, w.end) for w in now.windows.values()] == [
        ("1999-01-04T08:56:00Z", "1999-01-04T09:01:00Z"),
        ("1999-01-04T08:46:00Z", "1999-01-04T09:01:00Z"),
        ("1999-01-04T08:31:00Z", "1999-01-04T09:01:00Z"),
        ("1999-01-04T08:01:00Z", "1999-01-04T09:01:00Z"),
        ("1999-01-04T00:00:00Z", "1999-01-04T09:01:00Z"),
    ]


def test_windows_slide_on_although_nothing_happens_until_they_are_empty() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    seen = []
    for number in range(minute(NINE) + 1, minute(NINE) + 120):
        rig.told(number)
        seen += [offered(record) for record in rig.commit(60_000) if record.interval == "now"]
    assert len(seen) == 60
    assert sum(window["PT5M"] for window in seen) == 4
    assert sum(window["PT1H"] for window in seen) == 59
    assert seen[-1] == {"PT5M": 0, "PT15M": 0, "PT30M": 0, "PT1H": 0, "today": 1}


def test_today_is_another_day_after_midnight_in_the_policys_zone() -> None:
    rig = Rig(zone="Asia/Tehran")
    rig.told(NINE)
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.told("1999-01-04T20:29:00Z")
    assert offered(now_of(rig.commit(5000)))["today"] == 1
    rig.told("1999-01-04T20:30:00Z")
    now = now_of(rig.commit(5000))
    assert offered(now)["today"] == 0
    assert now.windows is not None
    assert now.windows["today"].start == "1999-01-04T20:30:00Z"


def test_the_current_minute_is_ahead_of_the_watermark_by_the_disorder() -> None:
    rig = Rig(disorder_s=5)
    rig.fold(pane("1999-01-04T09:00:00Z", offered=1))
    rig.told(NINE)
    assert now_of(rig.commit()).end == "1999-01-04T09:01:00Z"
    rig = Rig(disorder_s=60)
    rig.fold(levels(1))
    rig.told(NINE)
    assert now_of(rig.commit()).end == "1999-01-04T09:02:00Z"


def test_the_present_is_shown_as_soon_as_one_source_has_told_its_time() -> None:
    rig = Rig(sources=8)
    rig.fold(levels(1))
    assert rig.commit() == []
    rig.told(NINE, source=3)
    assert now_of(rig.commit()).gauges == {
        "event_time": "1999-01-04T09:00:00.000Z",
        "waiting": 1,
        "in_progress": 0,
        "oldest_waiting_since": None,
    }


def test_sliding_goes_on_after_a_restart() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane(NINE, offered=1))
    rig.commit()
    rig.restart()
    rig.told("1999-01-04T09:05:00Z")
    assert offered(now_of(rig.commit(100))) == {"PT5M": 0, "PT15M": 1, "PT30M": 1, "PT1H": 1, "today": 1}


class Held:
    def __init__(self) -> None:
        self.sums = Sums({}, {})


STEP = st.tuples(st.integers(0, 150), st.integers(0, 10**9), st.booleans(), st.booleans())


@given(st.lists(STEP, max_size=60))
def test_what_is_merged_bit_by_bit_equals_what_is_merged_every_time(steps: list[tuple[int, int, bool, bool]]) -> None:
    sliding, minutes, current = Sliding(), dict[int, Held](), 60
    values: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, us, here, moves in steps:
        at, name = current if here else number, ("talk", "hold")[us % 2]
        delta = Sums({name: 1}, {name: spread_of([us])})
        minutes.setdefault(at, Held()).sums.add(delta)
        values[at][name].append(us)
        sliding.touched(at, delta)
        current += moves
        for (_, length), tally in zip(LENGTHS, sliding.at(current, minutes), strict=True):
            inside: dict[str, list[int]] = defaultdict(list)
            for place in range(current - length + 1, current + 1):
                for one, found in values[place].items():
                    inside[one] += found
            assert tally.sums.counts == {one: len(found) for one, found in inside.items()}
            assert durations(tally) == {one: duration(spread_of(found)) for one, found in inside.items()}
