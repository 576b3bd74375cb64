"""However many queues there are, the number of series is bounded, and no counter goes down."""

import re
from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.export.folding import OTHER, Names
from streams.measures.pane import Scope
from tests.export.worker import Worker
from tests.rollups.rig import Rig, minute, pane

NINE = "1999-01-04T09:00:00Z"


def queue(name: str) -> Scope:
    return Scope("queue", name, "call")


def rig_with(*queues: str) -> Rig:
    rig = Rig()
    for i, name in enumerate(queues):
        rig.wall_ms += 1
        rig.fold(pane(minute(NINE) + i, queue(name), offered=i + 1, waits_s=[1.0]))
    return rig


def offered(worker: Worker) -> dict[str, float]:
    return {
        labels.removesuffix(",channel=call").removeprefix("queue="): value
        for (name, labels), value in worker.scrape().items()
        if name == "pasokh_contacts_offered_total"
    }


def test_queues_beyond_the_limit_are_told_as_other() -> None:
    worker = Worker(rig_with("d", "c", "b", "a"), label_limit=2)
    assert offered(worker) == {"d": 1, "c": 2, OTHER: 3 + 4}
    assert worker.scrape()["pasokh_queues_folded", ""] == 2
    assert worker.scrape()["pasokh_wait_answered_seconds_count", "queue=other,channel=call"] == 2


def test_who_came_first_keeps_its_name_and_does_so_after_a_restart() -> None:
    rig = rig_with("d", "c")
    worker = Worker(rig, label_limit=2)
    before = offered(worker)
    rig.fold(pane("1999-01-04T10:00:00Z", queue("a"), offered=1))
    assert offered(worker) == {**before, OTHER: 1}
    rig.restart()
    assert offered(Worker(rig, label_limit=2)) == {**before, OTHER: 1}


def test_one_warning_names_the_first_that_has_no_label() -> None:
    warned: list[str] = []
    names = Names(2, warned.append)
    names.learn(["a", "b", "c"])
    names.learn(["d", "a"])
    assert warned == ["c"]
    assert [names[name] for name in "abcd"] == ["a", "b", OTHER, OTHER]
    assert names.folded == {"c", "d"}


def test_names_that_look_the_same_when_cleaned_do_not_collide() -> None:
    names = Names(9, lambda _: None)
    names.learn(["a\x00", "a\x01", OTHER])
    assert [names[name] for name in ("a\x00", "a\x01", OTHER)] == ["a\N{REPLACEMENT CHARACTER}", OTHER, OTHER]


def test_other_neither_falls_nor_jumps_when_a_partition_goes_and_comes_back() -> None:
    here, away = rig_with("a", "b"), rig_with("c", "d")
    worker = Worker(here, label_limit=1)
    assert offered(worker)[OTHER] == 2
    worker.rigs[1] = away  # another worker has counted 1 and 2
    assert offered(worker)[OTHER] == 2
    away.fold(pane(NINE, queue("c"), offered=10))
    assert offered(worker)[OTHER] == 12
    del worker.rigs[1]
    assert offered(worker)[OTHER] == 12
    away.fold(pane(NINE, queue("c"), offered=100))
    worker.rigs[1] = away
    assert offered(worker)[OTHER] == 12
    away.fold(pane(NINE, queue("new"), offered=1000))
    assert offered(worker)[OTHER] == 1012


STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "take_back", "restart", "move", "later"]), st.integers(0, 5)), max_size=40
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_no_counter_goes_down_while_a_process_lives_nor_across_its_restart(steps: Iterable[tuple[str, int]]) -> None:
    rig = rig_with("a", "b", "c")
    worker, moved, highest = Worker(rig, label_limit=2), False, Counter[str]()
    for i, (what, number) in enumerate(steps):
        scope = queue("abcdef"[number])
        if what == "add":
            rig.fold(pane(NINE, scope, offered=1, abandoned=1, waits_s=[number]))
        elif what == "take_back" and number < 3:
            rig.fold(pane(NINE, scope, abandoned=-1, answered=1))
        elif what == "restart":
            rig.restart()
            worker = Worker(rig, label_limit=2)
            if moved:  # `other` begins anew, as any counter of a new process may
                moved, highest = False, Counter()
        elif what == "move":
            worker.rigs, moved = {} if worker.rigs else {0: rig}, True
        elif what == "later":
            rig.told(minute(NINE) + 100 * i)
        now = counters(worker)
        assert {key: value for key, value in now.items() if value < highest[key]} == {}
        highest |= now


COUNTER = re.compile(r"^(pasokh_(?:contacts_|wait_answered_seconds_)[^ ]+}) (.*)$", re.MULTILINE)


def counters(worker: Worker) -> Counter[str]:
    return Counter(
        {series: float(value) for series, value in COUNTER.findall(worker.text()) if "_waiting" not in series}
    )
