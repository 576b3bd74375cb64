import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.sources.outcome import SourceError
from streams.sources.pace import Pace, parse_speed


def test_speeds_have_names() -> None:
    assert [parse_speed(text) for text in ("max", "real", "60", "0.5", "10x")] == [None, 1.0, 60.0, 0.5, 10.0]


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "fast", ""])
def test_what_is_no_speed_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="max, real or a number above 0"):
        parse_speed(text)


@given(st.floats(0.01, 10_000), st.integers(0, 10**12))
def test_an_event_is_due_so_many_times_sooner(speed: float, later_us: int) -> None:
    pace = Pace(speed, first_us=1_000, started_s=50.0)
    assert pace.rest_s(1_000 + later_us, 50.0) == pytest.approx(later_us / 1e6 / speed)
    assert pace.rest_s(1_000 + later_us, 51.0) == pytest.approx(later_us / 1e6 / speed - 1, abs=1e-6)
