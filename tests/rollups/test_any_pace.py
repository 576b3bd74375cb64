"""Whatever the pace, and wherever the process is replaced, the windows equal a recompute from all deltas."""

from collections import defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.measures.pane import Scope
from streams.measures.spread import Spread, spread_of
from streams.policy.days import Days
from streams.records import MetricRecord
from streams.rollups.figures import duration, zeros
from streams.rollups.sheets import OF_DAYS
from streams.rollups.windows import half_hour, stamp
from tests.rollups.rig import ALL_CALLS, BILLING, GRACE_S, Rig, counted, latest, minute, pane

FIRST = minute("2021-03-20T20:00:00Z")
ZONE = "Asia/Tehran"  # the day that begins at 01:00 is among those used
SCOPES = (BILLING, Scope("agent", "ann", "call"), Scope("queue", "ß/ض%", "call"), ALL_CALLS)
KEEP = 60 + GRACE_S // 60

Step = tuple[str, int, int]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pane"), st.integers(-90, 90), st.integers(1, 5)),
        st.tuples(st.just("told"), st.sampled_from([0, 1, 2, 7, 45, 300, 1500]), st.integers(0, 1)),
        st.tuples(st.just("commit"), st.sampled_from([0, 100, 900, 5000]), st.just(0)),
        st.tuples(st.just("restart"), st.just(0), st.just(0)),
    ),
    max_size=60,
)


@dataclass
class Expected:
    """The recompute: every delta on its own, added to the windows that are not over."""

    windows: dict[tuple[str, str, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    lifetime: dict[Scope, list[int]] = field(default_factory=lambda: defaultdict(list))
    late: int = 0

    def add(self, scope: Scope, number: int, wait_us: int, now: int) -> None:
        day = Days(ZoneInfo(ZONE)).of(number)
        half = half_hour(number)
        if half[1] + KEEP > now:
            self.windows[scope.kind, scope.id, "PT1M", stamp(number)].append(wait_us)
            self.windows[scope.kind, scope.id, "PT30M", stamp(half[0])].append(wait_us)
        else:
            self.late += 1
        if half_hour(day[1] - 1)[1] + KEEP > now:
            self.windows[scope.kind, scope.id, "P1D", stamp(day[0])].append(wait_us)
        self.lifetime[scope].append(wait_us)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_windows_equal_a_recompute(steps: list[Step]) -> None:
    rig, expected = Rig(zone=ZONE, sources=2), Expected()
    times = [FIRST, FIRST]
    rig.told(FIRST, 0)
    rig.told(FIRST, 1)
    records: list[MetricRecord] = []
    for i, (what, first, second) in enumerate(steps):
        if what == "pane":
            scope, number = SCOPES[i % len(SCOPES)], min(times) + first
            wait_us = (first * first + i) * 37_000 + second
            rig.fold(pane(number, scope, [wait_us / 1e6], offered=1))
            expected.add(scope, number, wait_us, min(times))
        elif what == "told":
            times[second] += first
            rig.told(times[second], second)
        elif what == "commit":
            records += rig.commit(first)
        else:
            records += rig.commit()
            rig.restart()
    rig.told(max(times) + 5000, 0)
    rig.told(max(times) + 5000, 1)
    records += rig.settle()

    final = {key: record for key, record in latest(records).items() if record.interval != "now"}
    assert final.keys() == expected.windows.keys()
    for key, waits_us in expected.windows.items():
        record = final[key]
        assert record.complete
        assert counted(record.counts) == {"offered": len(waits_us)}
        assert record.durations == {"wait_answered": duration(spread_of(waits_us))}
    for record in records:
        assert_every_count_is_there(record)
    for scope in SCOPES:
        sheet = rig.task.sheets.by_scope.get(scope)
        lifetime = sheet.lifetime if sheet else None
        if scope.kind == "queue" and scope in expected.lifetime:
            assert lifetime is not None
            assert lifetime.shown_counts() == {"offered": len(expected.lifetime[scope])}
            assert_same(lifetime.shown_spreads()["wait_answered"], spread_of(expected.lifetime[scope]))
        else:
            assert lifetime is None
    assert rig.task.sheets.late.deltas.get("PT1M", 0) == expected.late


def assert_every_count_is_there(record: MetricRecord) -> None:
    """All of the kind's, some only in days, and `offered`, which nobody offers an agent but this test."""
    every = zeros(record.scope.kind, record.channel).keys()
    told = {record.interval: record} if record.windows is None else record.windows
    for name, figures in told.items():
        names = every if name in {"P1D", "today"} else every - OF_DAYS
        assert names <= figures.counts.keys() <= {*names, "offered"}
    assert record.windows is None or record.counts == {}


def assert_same(one: Spread, other: Spread) -> None:
    assert (one.buckets, one.zeros, one.sum_us, one.total) == (other.buckets, other.zeros, other.sum_us, other.total)
