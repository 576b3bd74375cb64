"""The backlog by age against a plain count over all tickets."""

from hypothesis import given
from hypothesis import strategies as st

from streams.contacts.backlog import REBUILD_ABOVE, Backlog, Unsolved
from streams.measures.pane import AGES, AGES_H, Levels, Scope

H = 3_600_000_000
BILLING, ALL, ANN = Scope("queue", "billing", "ticket"), Scope("all", "all", "ticket"), Scope("agent", "ann", "ticket")


def said(index: Backlog) -> dict[Scope, tuple[int, ...]]:
    return {levels.scope: levels.backlog for levels in index.changed()}


def test_there_is_a_name_for_each_age() -> None:
    assert len(AGES) == len(AGES_H) + 1


def test_a_ticket_counts_for_its_queue_its_agent_and_all() -> None:
    index = Backlog("ticket", 3)
    index.pass_time(10 * H)
    index.put("a", Unsolved("billing", "ann", 0))
    index.put("b", Unsolved("billing", None, 10 * H))
    assert Levels(ANN, 3, 0, 0, None, (0, 0, 1, 0, 0)) in list(index.changed())
    index.put("a", None)
    assert said(index) == {BILLING: (1, 0, 0, 0, 0), ANN: (), ALL: (1, 0, 0, 0, 0)}
    assert said(index) == {}


def test_a_ticket_grows_older_although_nothing_happens() -> None:
    index = Backlog("ticket", 0)
    index.put("a", Unsolved("billing", None, 0))
    index.pass_time(H - 1)
    assert said(index)[ALL] == (1, 0, 0, 0, 0)
    for hours, ages in ((1, (0, 1, 0, 0, 0)), (8, (0, 0, 1, 0, 0)), (24, (0, 0, 0, 1, 0)), (72, (0, 0, 0, 0, 1))):
        index.pass_time(hours * H)
        assert said(index) == {BILLING: ages, ALL: ages}
    index.pass_time(1000 * H)
    assert said(index) == {}


def test_time_that_leaps_passes_all_bounds_at_once() -> None:
    index = Backlog("ticket", 0)
    index.put("a", Unsolved(None, None, 0))
    index.pass_time(100 * H)
    assert said(index) == {ALL: (0, 0, 0, 0, 1)}


def test_solved_tickets_do_not_fill_the_memory() -> None:
    index = Backlog("ticket", 0)
    for number in range(10 * REBUILD_ABOVE):
        index.put(str(number), Unsolved("billing", None, number))
        index.put(str(number), None)
    assert len(index) == 0
    assert len(index._heap) <= REBUILD_ABOVE + 1


PLACES = st.none() | st.builds(
    Unsolved, st.sampled_from(["billing", "sales", None]), st.sampled_from(["ann", None]), st.integers(0, 80 * H)
)


@given(st.lists(st.tuples(st.sampled_from("abc"), PLACES, st.integers(0, 30 * H), st.booleans())))
def test_the_backlog_is_what_a_plain_count_says(moves: list[tuple[str, Unsolved | None, int, bool]]) -> None:
    index, where, now_us = Backlog("ticket", 0), dict[str, Unsolved | None](), 0
    found: dict[Scope, tuple[int, ...]] = {}
    for subject, place, later_us, asked in moves:
        index.put(subject, place)
        where[subject] = place
        now_us += later_us
        index.pass_time(now_us)
        if asked:
            found |= said(index)
    found |= said(index)
    for scope, ages in found.items():
        expected = [0] * len(AGES)
        for place in where.values():
            if place is not None and scope.id in (place.queue, place.agent_id, "all"):
                expected[sum(now_us - place.since_us >= hours * H for hours in AGES_H)] += 1
        assert ages == (tuple(expected) if any(expected) else ())
