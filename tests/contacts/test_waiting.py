"""Levels against a plain count over all contacts."""

from hypothesis import given
from hypothesis import strategies as st

from streams.contacts.course import NOWHERE, Standing
from streams.contacts.waiting import REBUILD_ABOVE, Waiting
from streams.measures.pane import Levels, Scope

BILLING, ALL = Scope("queue", "billing", "call"), Scope("all", "all", "call")


def levels(index: Waiting) -> dict[Scope, tuple[int, int, int | None]]:
    return {said.scope: (said.waiting, said.in_progress, said.oldest_waiting_us) for said in index.changed()}


def waits(since_us: int, queue: str = "billing") -> Standing:
    return Standing(queue, since_us)


def talks(queue: str | None = "billing") -> Standing:
    return Standing(in_progress=True, queue=queue)


def test_only_scopes_that_changed_are_said_and_only_once() -> None:
    index = Waiting(3)
    index.put("call", "a", waits(10))
    assert Levels(BILLING, 3, 1, 0, 10) in list(index.changed())
    assert levels(index) == {}
    index.put("call", "b", waits(5, "sales"))
    assert levels(index) == {Scope("queue", "sales", "call"): (1, 0, 5), ALL: (2, 0, 5)}


def test_the_oldest_goes_on_to_the_next_when_it_is_answered() -> None:
    index = Waiting(0)
    index.put("call", "a", waits(10))
    index.put("call", "b", waits(20))
    index.put("call", "a", talks())
    assert levels(index) == {BILLING: (1, 1, 20), ALL: (1, 1, 20)}


def test_a_scope_that_emptied_is_said_to_be_empty() -> None:
    index = Waiting(0)
    index.put("call", "a", talks())
    levels(index)
    index.put("call", "a", NOWHERE)
    assert levels(index) == {BILLING: (0, 0, None), ALL: (0, 0, None)}
    index.put("call", "a", NOWHERE)
    assert levels(index) == {}


def test_a_contact_can_wait_in_one_queue_while_an_agent_of_another_talks() -> None:
    index = Waiting(0)
    index.put("call", "a", Standing("sales", 7, in_progress=True, queue="billing"))
    assert levels(index)[ALL] == (1, 1, 7)
    assert levels(index) == {}


def test_what_no_queue_had_counts_for_all() -> None:
    index = Waiting(0)
    index.put("call", "a", talks(queue=None))
    assert levels(index) == {ALL: (0, 1, None)}


def test_channels_are_apart() -> None:
    index = Waiting(0)
    index.put("call", "a", waits(1))
    index.put("chat", "a", waits(2))
    assert levels(index)[ALL] == (1, 0, 1)


def test_who_left_long_ago_does_not_fill_the_memory() -> None:
    index = Waiting(0)
    index.put("call", "patient", waits(0))
    for number in range(10 * REBUILD_ABOVE):
        index.put("call", f"c{number}", waits(number + 1))
        index.put("call", f"c{number}", NOWHERE)
    assert levels(index)[BILLING] == (1, 0, 0)
    assert len(index._channels["call"].queues["billing"].heap) <= REBUILD_ABOVE + 1


standings = st.one_of(
    st.just(NOWHERE),
    st.builds(waits, st.integers(0, 50), st.sampled_from(["billing", "sales"])),
    st.builds(talks, st.sampled_from(["billing", None])),
)


@given(st.lists(st.tuples(st.sampled_from("abcd"), standings, st.booleans())))
def test_levels_are_what_a_plain_count_says(moves: list[tuple[str, Standing, bool]]) -> None:
    index, where = Waiting(0), dict.fromkeys("abcd", NOWHERE)
    said: dict[Scope, tuple[int, int, int | None]] = {}
    for subject, standing, asked in moves:
        index.put("call", subject, standing)
        where[subject] = standing
        if asked:
            said |= levels(index)
    said |= levels(index)
    for scope, found in said.items():
        waiting = [s.waiting_since_us for s in where.values() if s.waiting_in and scope.id in (s.waiting_in, "all")]
        busy = [s for s in where.values() if s.in_progress and scope.id in (s.queue, "all")]
        assert found == (len(waiting), len(busy), min(waiting, default=None))
