"""Times of rows: against the standard library's own, and across midnights."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from streams.events.times import micros, moment
from streams.sources.cells import BadCell, Columns, Row, duration_us, literal_duration_us
from streams.sources.mapping import load_mapping
from streams.sources.moments import Moments
from streams.sources.outcome import RejectedLine, Why
from streams.sources.specs import Mapping, TimeSpec
from tests.sources.rig import mapping_of, outcomes

ZONES = ("UTC", "Asia/Tehran", "Asia/Jerusalem", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
ANY_TIME = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(microsecond=0))  # noqa: DTZ001  local times
FORMATS = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%y%m%d %H%M%S", "%b %d %Y %I:%M:%S %p", "iso")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Mapping:
    text = 'subject = "s"\n[time]\n[[event]]\ntype = "call.ended"\nat = "t"\n'
    return mapping_of(text, tmp_path_factory.mktemp("map"))


def reckon(base: Mapping, cells: dict[str, str], zone: str, name: str, **times: TimeSpec) -> int:
    mapping = msgspec.structs.replace(base, zone=zone, time=times)
    return Moments(mapping, Columns(list(cells))).named(name)(Row(list(cells.values()), 1))


@given(ANY_TIME, st.sampled_from(ZONES), st.sampled_from(FORMATS))
def test_a_local_time_is_what_its_zone_says(base: Mapping, local: datetime, zone: str, form: str) -> None:
    there = local.replace(tzinfo=ZoneInfo(zone))
    assume(there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local)  # clocks skipped it
    text = local.isoformat() if form == "iso" else local.strftime(form)
    assert reckon(base, {"at": text}, zone, "t", t=TimeSpec(column="at", format=form)) == micros(there)


@given(ANY_TIME, st.sampled_from(ZONES))
def test_a_zone_in_the_text_wins_over_the_mappings(base: Mapping, local: datetime, zone: str) -> None:
    there = local.replace(tzinfo=ZoneInfo(zone))
    assert reckon(base, {"at": there.isoformat()}, "Asia/Tokyo", "t", t=TimeSpec(column="at")) == micros(there)


@given(st.integers(0, 4_000_000_000_000_000))
def test_epochs_are_exact_to_the_microsecond(base: Mapping, us: int) -> None:
    whole, rest = divmod(us, 1_000_000)
    texts = {"epoch_s": f"{whole}.{rest:06}", "epoch_ms": f"{us // 1000}.{us % 1000:03}", "epoch_us": str(us)}
    for form, text in texts.items():
        assert reckon(base, {"at": text}, "UTC", "t", t=TimeSpec(column="at", format=form)) == us


DAY_AND_CLOCK = "%Y-%m-%d %H:%M:%S"


@given(ANY_TIME, st.integers(0, 86_399), st.integers(0, 3_599), st.sampled_from(("UTC", "Asia/Kathmandu")))
def test_an_end_that_stands_before_its_start_is_the_next_days(
    base: Mapping, start: datetime, length_s: int, slack_s: int, zone: str
) -> None:
    assume(length_s + slack_s < 86_400)
    end = start + timedelta(seconds=length_s)
    cells = {"day": str(start.date()), "from": str(start.time()), "to": str(end.time())}
    us = reckon(
        base,
        cells,
        zone,
        "end",
        start=TimeSpec(columns=["day", "from"], format=DAY_AND_CLOCK),
        end=TimeSpec(columns=["day", "to"], not_before="start", slack=f"{slack_s}s", format=DAY_AND_CLOCK),
    )
    assert us == micros(end.replace(tzinfo=ZoneInfo(zone)))


@given(st.integers(0, 3_599), st.integers(0, 86_399))
def test_within_the_slack_an_early_end_stays_on_its_day(base: Mapping, early_s: int, clock_s: int) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=clock_s)
    end = start - timedelta(seconds=early_s)
    assume(end.date() == start.date())
    cells = {"day": str(start.date()), "from": str(start.time()), "to": str(end.time())}
    us = reckon(
        base,
        cells,
        "UTC",
        "end",
        start=TimeSpec(columns=["day", "from"], format=DAY_AND_CLOCK),
        end=TimeSpec(columns=["day", "to"], not_before="start", slack="1h", format=DAY_AND_CLOCK),
    )
    assert moment(us) == end


def test_an_end_days_before_its_start_is_refused(base: Mapping) -> None:
    cells = {"from": "2026-03-05T10:00:00", "to": "2026-03-01T10:00:00"}
    times = {"start": TimeSpec(column="from"), "end": TimeSpec(column="to", not_before="start")}
    with pytest.raises(BadCell, match="more than a day before start"):
        reckon(base, cells, "UTC", "end", **times)


@pytest.mark.parametrize(("which", "utc"), [("first", "22:30"), ("second", "23:30")])
def test_the_hour_that_comes_twice_is_the_one_the_mapping_says(base: Mapping, which: str, utc: str) -> None:
    mapping = msgspec.structs.replace(
        base, zone="Asia/Jerusalem", clock_change=which, time={"t": TimeSpec(column="at")}
    )
    us = Moments(mapping, Columns(["at"])).named("t")(Row(["1999-09-03T01:30:00"], 1))
    assert moment(us) == datetime.combine(date(1999, 9, 2), time.fromisoformat(utc), UTC)


def test_the_hour_that_comes_twice_can_be_refused(base: Mapping) -> None:
    mapping = msgspec.structs.replace(
        base, zone="Asia/Jerusalem", clock_change="reject", time={"t": TimeSpec(column="at")}
    )
    with pytest.raises(BadCell, match="came twice"):
        Moments(mapping, Columns(["at"])).named("t")(Row(["1999-09-03T01:30:00"], 1))


def test_an_hour_that_the_clocks_skip_is_refused(base: Mapping) -> None:
    with pytest.raises(BadCell, match="was skipped by the clocks of Europe/Berlin"):
        reckon(base, {"at": "2026-03-29T02:30:00"}, "Europe/Berlin", "t", t=TimeSpec(column="at"))


@given(st.lists(st.tuples(st.sampled_from("+-"), st.integers(0, 100_000)), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_durations_are_added_and_taken_away_exactly(base: Mapping, terms: list[tuple[str, int]]) -> None:
    cells = {"at": "2026-03-01T10:00:00"} | {f"d{i}": str(length) for i, (_, length) in enumerate(terms)}
    text = "t" + "".join(f" {sign} d{i}" for i, (sign, _) in enumerate(terms))
    us = reckon(base, cells, "UTC", "u", t=TimeSpec(column="at"), u=TimeSpec(at=text))
    total = sum(length if sign == "+" else -length for sign, length in terms)
    assert moment(us) == datetime(2026, 3, 1, 10, tzinfo=UTC) + timedelta(seconds=total)


def test_lengths_can_be_written_out() -> None:
    texts = ("30s", "500ms", "2min", "1h", "1.5s", "1d", "s", "30", "")
    assert [literal_duration_us(text) for text in texts] == [
        30_000_000,
        500_000,
        120_000_000,
        3_600_000_000,
        1_500_000,
        None,
        None,
        None,
        None,
    ]


@given(st.integers(0, 31_535_999))
def test_every_unit_says_the_same_length(length_s: int) -> None:
    us = length_s * 1_000_000
    assert duration_us(str(length_s), "s", "c") == us
    assert duration_us(str(length_s * 1000), "ms", "c") == us
    assert duration_us(str(timedelta(seconds=length_s % 86_400)), "hms", "c") == length_s % 86_400 * 1_000_000
    assert duration_us(f"{length_s}.25", "s", "c") == us + 250_000


@pytest.mark.parametrize("text", ["-1", "", "x", "inf", "nan", "1:2", "31536001"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadCell) as caught:
        duration_us(text, "s", "c")
    assert caught.value.reason == Why.BAD_NUMBER
    assert caught.value.column == "c"


def test_digits_are_digits_in_every_script() -> None:
    assert duration_us("۳۰", "s", "c") == 30_000_000


@pytest.mark.parametrize("text", ["1:2:3:4", "1:-2", "a:b", ":"])
def test_what_is_no_clock_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        duration_us(text, "hms", "c")


def test_before_1970_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        'subject = "{id}"\nzone = "UTC"\n[time.t]\ncolumn = "at"\n[[event]]\ntype = "call.ended"\nat = "t"\n',
        encoding="utf-8",
    )
    found = outcomes(load_mapping(tmp_path / "m.toml"), "id,at", "1,1969-12-31T23:59:59", "2,1970-01-01T00:00:00")
    assert isinstance(found[0], RejectedLine)
    assert found[0].reason == Why.BAD_TIME
    assert len(found) == 2
