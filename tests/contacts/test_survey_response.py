"""The share of handled contacts that were judged: each contact once, where and when it was handled."""

from typing import Any

import pytest

from tests.contacts.story import NOON_US, Told, answered, event, queued, us
from tests.contacts.test_surveys import HOUR, LONG_AFTER_US, judged
from tests.e2e.chain import Chain


def response(*told: Told, after_s: float | None = None) -> dict[str, tuple[int, int]]:
    """Contacts that could be asked, and those of them that answered, of each scope over all days.

    Before the last event it is `after_s` already.
    """
    chain = Chain(1)
    for _, happened in told[:-1]:
        chain.put(happened)
    if after_s is not None:
        chain.finish(NOON_US + us(after_s))
    chain.put(told[-1][1])
    chain.finish(NOON_US + LONG_AFTER_US)
    found: dict[str, tuple[int, int]] = {}
    for key, window in chain.windows().items():
        scope, _, start = key.decode().partition("/P1D/")
        if start:
            asked, answered = found.get(scope, (0, 0))
            counts = window["counts"]
            found[scope] = asked + counts.get("surveyable", 0), answered + counts.get("responded", 0)
        else:
            assert not {"surveyable", "responded"} & window["counts"].keys()
            assert "survey_response" not in window["rates"]
    return {scope: both for scope, both in found.items() if any(both)}


PASSED_ON = (
    queued(0), answered(10), event("transferred", 30, to_queue="sales"), queued(30, "sales", event_id="q2"),
    answered(40, "bob"), event("ended", 60),
)  # fmt: skip


@pytest.mark.parametrize("judged_s", [-5, 35, 50, 65, 300, 2 * HOUR])
def test_a_contact_passed_on_could_be_asked_and_answered_once_for_who_had_it_last(judged_s: float) -> None:
    told = sorted([*PASSED_ON, judged(judged_s), judged(judged_s + 1, event_id="s2")], key=lambda one: one[0])
    scopes = {"agent/bob/all", "agent/bob/call", "all/all/all", "all/all/call", "queue/sales/all", "queue/sales/call"}
    assert response(*told) == dict.fromkeys(scopes, (1, 1))


@pytest.mark.parametrize("judged_s", [70, 2 * HOUR])
def test_an_answer_counts_for_the_queue_by_which_its_contact_could_be_asked(judged_s: float) -> None:
    """One passed on to an agent was in no queue any more."""
    passed_on = (event("transferred", 30, to_agent="bob"), answered(31, "bob"), event("ended", 60))
    found = response(queued(0), answered(10), *passed_on, judged(judged_s))
    assert found.keys() == {"agent/bob/all", "agent/bob/call", "all/all/all", "all/all/call"}
    assert set(found.values()) == {(1, 1)}


def test_who_was_not_handled_cannot_be_asked() -> None:
    assert response(queued(0), event("abandoned", 9), judged(20)) == {}
    assert response(judged(20)) == {}


def test_answers_of_hours_later_count_on_the_day_of_their_contact() -> None:
    evening = 8 * HOUR  # 23:30 in Tehran
    call = (queued(evening), answered(evening + 10), event("ended", evening + 60))
    for later_s in (300, 1200):
        assert response(*call, judged(evening + later_s), after_s=evening + later_s)["all/all/call"] == (1, 1)
    late = response(*call, judged(evening + 4 * HOUR), after_s=evening + 3 * HOUR)
    assert late["all/all/call"] == (1, 0)  # the day was over; Prometheus and a report's totals have it


def test_a_ticket_could_be_asked_once_however_often_it_was_solved() -> None:
    def ticket(kind: str, at_s: float, **data: Any) -> Told:
        return event(f"ticket.{kind}", at_s, **data)

    story = [
        ticket("created", 0, queue="billing"), ticket("assigned", 5, agent_id="ann"),
        ticket("status_changed", 60, status="solved"), ticket("status_changed", 90, status="open"),
        ticket("assigned", 95, agent_id="bob"), ticket("status_changed", 120, status="solved"),
    ]  # fmt: skip
    for judged_s in (1, 70, 100, 130):
        found = response(*sorted([*story, judged(judged_s)], key=lambda one: one[0]))
        assert found["queue/billing/ticket"] == found["agent/ann/all"] == (1, 1)
        assert "agent/bob/ticket" not in found
