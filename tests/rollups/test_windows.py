from hypothesis import given
from hypothesis import strategies as st

from streams.rollups.windows import half_hour, minute_of

LONG_AGO, FAR_AHEAD = -70 * 525_960, 80 * 525_960  # the years 1900 to 2050


@given(at=st.integers(LONG_AGO, FAR_AHEAD))
def test_half_hours_tile_time_and_are_aligned_to_utc(at: int) -> None:
    start, end = half_hour(at)
    assert start <= at < end
    assert (start % 30, end - start) == (0, 30)


def test_the_instant_a_minute_ends_belongs_to_the_next() -> None:
    assert [minute_of(us) for us in (-1, 0, 59_999_999, 60_000_000)] == [-1, 0, 0, 1]
