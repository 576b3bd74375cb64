"""Surveys find their contact, whichever comes first, and whatever was forgotten by then."""

from typing import Any

import msgspec
import pytest

from streams.contacts.stage import Contacts
from streams.engine.clock import Clock
from streams.engine.records import Rejected
from streams.engine.stage import Context
from streams.events import payloads
from streams.events.times import moment
from streams.events.types import SurveyAnswered
from streams.measures.pane import Pane, decode_pane
from tests.contacts.rig import OPTIONS
from tests.contacts.story import NOON_US, Told, answered, event, queued, us
from tests.e2e.chain import Chain, Process, Topics

HOUR = 3600
LONG_AFTER_US = 4 * 24 * HOUR * 1_000_000


def judged(at_s: float, score: float = 5, kind: Any = "csat", scale_max: float = 5, event_id: str = "s") -> Told:
    at_us = NOON_US + us(at_s)
    data = payloads.SurveyAnswered(contact_id="c1", kind=kind, score=score, scale_max=scale_max)
    return at_us, SurveyAnswered(id=event_id, source="ivr", time=moment(at_us), subject="c1", data=data)


CALL = (queued(0), answered(10), event("ended", 60), event("wrapped_up", 70))


def day(*told: Told) -> dict[str, Any]:
    """The day's record of each scope and channel in which something was judged, by the scope's key."""
    chain = Chain(1)
    for _, happened in told:
        chain.put(happened)
    chain.finish(NOON_US + LONG_AFTER_US)
    found = {}
    for key, window in chain.windows().items():
        scope, interval = key.decode().split("/P1D/")[0], window["interval"]
        if interval == "P1D" and window["counts"].get("surveyed"):
            found[scope] = window
    return found


JOINED = {"agent/ann/all", "agent/ann/call", "all/all/all", "all/all/call", "queue/billing/all", "queue/billing/call"}


@pytest.mark.parametrize("at_s", [65, 300, 2 * HOUR, 20 * HOUR])
def test_a_survey_after_the_call_counts_for_its_queue_and_agent(at_s: float) -> None:
    found = day(*CALL, judged(at_s))
    assert found.keys() == JOINED
    assert found["queue/billing/call"]["rates"]["csat_top_two"] == 1


def test_a_survey_that_comes_before_its_call_is_joined_when_the_call_comes() -> None:
    found = day(judged(61, score=2), *CALL)
    assert found.keys() == JOINED
    assert found["all/all/all"]["counts"]["surveyed"] == 1
    assert found["agent/ann/call"]["rates"]["csat_mean"] == 2


def test_a_survey_whose_contact_nobody_knows_counts_over_all_channels_only() -> None:
    assert day(judged(0)).keys() == {"all/all/all"}


def test_a_survey_long_after_its_call_is_remembered_no_more_as_the_calls() -> None:
    assert day(*CALL, judged(30 * HOUR)).keys() == {"all/all/all"}


@pytest.mark.parametrize("late", [[(700, 2 * HOUR)], [(900, 800)], [(700, 900)]])
def test_a_late_event_of_a_forgotten_call_does_not_hide_whose_the_call_was(late: list[tuple[float, float]]) -> None:
    for wrapped_s, judged_s in late:
        told = [event("wrapped_up", wrapped_s), judged(judged_s)]
        found = day(queued(0), answered(10), event("ended", 60), *sorted(told, key=lambda one: one[0]))
        assert found.keys() == JOINED


def test_surveys_before_and_after_a_call_was_forgotten_judge_one_contact() -> None:
    found = day(*CALL, judged(100), judged(2 * HOUR, kind="nps", score=9, scale_max=10, event_id="s2"))
    counts = found["queue/billing/call"]["counts"]
    assert (counts["surveyed"], counts["csat_answered"], counts["nps_answered"]) == (1, 1, 1)


def test_a_survey_sent_again_after_its_call_was_forgotten_counts_once() -> None:
    again = judged(100)[1]
    found = day(*CALL, (judged(100)), judged(HOUR, kind="nps", score=9, scale_max=10, event_id="s2"), (0, again))
    assert found["queue/billing/call"]["counts"]["csat_answered"] == 1


def test_a_call_passed_on_to_an_agent_is_judged_in_the_queue_it_came_from() -> None:
    passed_on = (event("transferred", 30, to_agent="bob"), answered(31, "bob"), event("ended", 60))
    found = day(queued(0), answered(10), *passed_on, judged(80))
    assert found["queue/billing/call"]["counts"]["surveyed"] == 1
    assert "agent/bob/call" in found


@pytest.mark.parametrize("batch", [1, 1000])
def test_whether_a_call_is_forgotten_does_not_depend_on_batches(batch: int) -> None:
    chain = Chain(1)
    late = msgspec.structs.replace(queued(3000, event_id="other")[1], subject="c2")
    for happened in (*(one for _, one in CALL[:3]), late, event("wrapped_up", 100)[1]):
        chain.put(happened)
    while chain.processes[0].fold(batch):
        chain.processes[0].commit()
    chain.finish(NOON_US + LONG_AFTER_US)
    days = [w for key, w in chain.windows().items() if key.startswith(b"agent/ann/call/P1D/")]
    assert sum(window["durations"]["handle"]["sum_s"] for window in days) == 50


def test_a_survey_sent_twice_counts_once_even_when_its_call_was_forgotten() -> None:
    found = day(*CALL, judged(2 * HOUR), judged(2 * HOUR))
    assert found["queue/billing/call"]["counts"]["csat_answered"] == 1


def test_two_surveys_of_one_contact_judge_one_contact() -> None:
    found = day(*CALL, judged(80), judged(90, kind="nps", score=9, scale_max=10, event_id="s2"))
    counts = found["queue/billing/call"]["counts"]
    assert (counts["surveyed"], counts["csat_answered"], counts["nps_promoters"]) == (1, 1, 1)


def test_a_survey_of_another_contact_than_its_subject_is_refused() -> None:
    at_us, survey = judged(0)
    contacts = Contacts(Context(0, 1, Clock(("calls",), 0, live=False), Topics(1)), OPTIONS)  # type: ignore[arg-type]
    with pytest.raises(Rejected, match="contact_id"):
        contacts.fold(msgspec.structs.replace(survey, subject="c2"), at_us)


def test_what_is_remembered_for_surveys_survives_a_restart_and_is_let_go_in_time() -> None:
    chain = Chain(1)
    task = chain.processes[0]
    for _, happened in (*CALL, queued(2 * HOUR, event_id="later")):
        chain.put(msgspec.structs.replace(happened, subject="c2") if happened.id == "later" else happened)
    task.fold(100)
    task.commit()
    assert remembered(task) == ["c1"]
    task.restart()
    chain.put(judged(3 * HOUR)[1])
    chain.finish(NOON_US + LONG_AFTER_US)
    days = [w for key, w in chain.windows().items() if key.startswith(b"queue/billing/call/P1D/")]
    assert sum(window["counts"]["surveyed"] for window in days) == 1
    assert remembered(task) == []


def remembered(task: Process) -> list[str]:
    return [subject for subject, _ in task.table("cards").items()]


ON_TOPICS = [("calls", told) for told in CALL]


@pytest.mark.parametrize("read_before", range(len(CALL) + 1))
def test_a_survey_that_is_read_ahead_of_its_calls_topic_forgets_nothing(read_before: int) -> None:
    clock, topics = Clock(("calls", "surveys"), 5_000_000, live=False), Topics(1)
    contacts = Contacts(Context(0, 1, clock, topics), OPTIONS)  # type: ignore[arg-type]
    for topic, (at_us, happened) in [*ON_TOPICS[:read_before], ("surveys", judged(2 * HOUR)), *ON_TOPICS[read_before:]]:
        clock.enter(topic)
        clock.observe(at_us)
        contacts.fold(happened, at_us)
        contacts.flush()
    told = [decode_pane(sent.value) for sent in topics.sent["panes", 0]]
    panes = [pane for pane in told if isinstance(pane, Pane) and pane.scope == ("queue", "billing", "call")]
    assert sum(pane.counts.get("csat_answered", 0) for pane in panes) == 1
    assert sum(pane.spreads["wrap_up"].total for pane in panes if "wrap_up" in pane.spreads) == 1


@pytest.mark.parametrize("later", [False, True])
def test_of_two_contacts_with_one_id_a_survey_judges_the_one_something_happened_to_last_before_it(later: bool) -> None:
    """Whatever is known of the time after it: that depends on how far other topics were read."""
    ticket = [event("ticket.created", 70, queue="office"), event("ticket.assigned", 300, agent_id="bob")]
    told = [*CALL[:3], ticket[0]]
    before, after = (ticket[1:], []) if later else ([], ticket[1:])
    assert "queue/office/ticket" in day(*told, *before, judged(100), *after)
    chain = [*CALL[:3], ticket[0], event("call.wrapped_up", 90)]
    assert "queue/billing/call" in day(*chain, *before, judged(100), *after)
