"""Durations over the statuses of a ticket, and business hours laid over them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contacts.tickets.spans import (
    AGENT_WORK,
    REQUESTER_WAIT,
    UNRESOLVED,
    Span,
    Spans,
    Stretch,
    become,
    overlap_us,
    spent_us,
    within,
)

STATUSES = ("new", "open", "pending", "on_hold", "solved", "closed")
SPANS: Spans = (Span("new", 0, 10), Span("open", 10, 30), Span("pending", 30, 100), Span("solved", 100))
H = 3_600_000_000


def clock(day: int, text: str) -> int:
    hour, _, minute = text.partition(":")
    return (day * 24 + int(hour)) * H + int(minute) * H // 60


def office(*days: int) -> list[Stretch]:
    """A day at the office has a break for lunch."""
    halves = (("08:00", "12:30"), ("13:30", "17:00"))
    return [(clock(day, opens), clock(day, closes)) for day in days for opens, closes in halves]


def test_a_duration_is_the_time_in_its_statuses() -> None:
    assert spent_us(SPANS, UNRESOLVED, 0, 1000) == 100
    assert spent_us(SPANS, REQUESTER_WAIT, 0, 1000) == 30
    assert spent_us(SPANS, AGENT_WORK, 5, 20) == 15
    assert spent_us(SPANS, frozenset({"solved"}), 0, 1000) == 900, "the last span still lasts"


def test_a_status_of_no_length_leaves_no_span() -> None:
    assert become((Span("new", 5),), "open", 5) == (Span("open", 5),)


def test_lunch_is_no_working_time() -> None:
    """Wishlist 4: no lunch or split shifts (chatwoot#14009, frappe/helpdesk#2212)."""
    spans = become((Span("open", clock(0, "11:30")),), "solved", clock(0, "14:30"))
    stretches = within(spans, UNRESOLVED, clock(0, "11:30"), clock(0, "14:30"))
    assert overlap_us(stretches, office(0)) == 2 * H


def test_nights_and_holidays_are_no_working_time() -> None:
    """Wishlist 3: SLA ran outside business hours (chatwoot PR#13392)."""
    spans = become((Span("new", clock(0, "16:00")),), "pending", clock(3, "09:00"))
    spans = become(become(spans, "open", clock(3, "10:00")), "solved", clock(3, "20:00"))
    stretches = within(spans, AGENT_WORK, clock(0, "16:00"), clock(3, "20:00"))
    assert overlap_us(stretches, office(0, 1, 3)) == (1 + 8 + 1 + 2.5 + 3.5) * H, "day 2 is a holiday"


def test_stretches_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        overlap_us([(0, 5), (4, 9)], [(0, 9)])
    with pytest.raises(ValueError, match="before"):
        overlap_us([(0, 9)], [(5, 6), (0, 1)])


def tiled(lengths: list[int]) -> list[Stretch]:
    """Gaps and stretches by turns."""
    found, at = [], 0
    for place, length in enumerate(lengths):
        if place % 2:
            found.append((at, at + length))
        at += length
    return found


@given(st.lists(st.integers(0, 6)), st.lists(st.integers(0, 6)))
def test_an_overlap_is_what_a_plain_count_says(one: list[int], other: list[int]) -> None:
    def held(stretches: list[Stretch]) -> set[int]:
        return {us for begin, end in stretches for us in range(begin, end)}

    assert overlap_us(tiled(one), tiled(other)) == len(held(tiled(one)) & held(tiled(other)))


@given(
    st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 9)), max_size=8),
    st.sets(st.sampled_from(STATUSES)),
    st.integers(-2, 40),
    st.integers(-2, 40),
)
def test_time_in_statuses_is_what_a_plain_count_says(
    steps: list[tuple[str, int]], statuses: set[str], from_us: int, to_us: int
) -> None:
    spans, at = become((), "new", 0), 0
    had: dict[int, str] = {}
    for status, later in steps:
        had |= dict.fromkeys(range(at, at + later), spans[-1].status)
        at += later
        spans = become(spans, status, at)
    had |= dict.fromkeys(range(at, 50), spans[-1].status)
    expected = sum(had.get(us) in statuses for us in range(from_us, to_us))
    assert spent_us(spans, frozenset(statuses), from_us, to_us) == expected
