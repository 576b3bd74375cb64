"""Surveys: who answers, when, about what, and what they think. Shares may be 4 standard errors off."""

from collections import Counter, defaultdict

import msgspec
import pytest

from streams.events import types as e
from streams.simulator import CentrePlan, load_plan, simulate
from streams.simulator.plan import Agents, CallQueue, ChatQueue, Surveys, TicketQueue, Timing
from streams.simulator.surveys import SCALES
from tests.simulator.small import error
from tests.simulator.test_simulate import HOUR_US, MONDAY_US

SOON = Surveys(
    share={"call": 0.3, "chat": 0.5, "ticket": 0.7}, kinds={"csat": 3, "nps": 1}, early=0.5, delay=Timing(mean_s=120)
)


def centre(agents: int, survey: Surveys = SOON) -> CentrePlan:
    wrap_up = Timing(kind="fixed", mean_s=30)
    return CentrePlan(
        name="asked",
        survey=survey,
        queue=(CallQueue(name="q", per_hour=300, talk=Timing(mean_s=120), wrap_up=wrap_up),),
        chat=(ChatQueue(name="q", per_hour=100, exchanges=2, wrap_up=wrap_up),),
        ticket=(
            TicketQueue(name="q", per_hour=100, time_scale=0.002, work=Timing(mean_s=60), asks=0, holds=0, reopens=0),
        ),
        agents=(
            Agents(count=agents, team="t", queues=("q",)),
            Agents(count=30, team="t", channel="chat", queues=("q",)),
            Agents(count=30, team="t", channel="ticket", queues=("q",)),
        ),
    )


def test_each_channel_is_asked_in_its_share_early_and_late() -> None:
    over: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    last: dict[str, str] = {}
    early: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for event in simulate(centre(60), 1, MONDAY_US, MONDAY_US + 24 * HOUR_US):
        channel = event.subject.split("-")[0]
        match event:
            case e.CallEnded() | e.ChatEnded():
                over[channel] += 1
                last[event.subject] = "ended"
            case e.TicketStatusChanged() if event.data.status == "solved":
                over[channel] += 1
                last[event.subject] = "ended"
            case e.CallWrappedUp() | e.ChatWrappedUp() | e.TicketStatusChanged():
                last[event.subject] = "last"
            case e.SurveyAnswered():
                assert event.data.contact_id == event.subject
                answered[channel] += 1
                early[channel] += last[event.subject] == "ended"
                kinds[event.data.kind] += 1
            case _:
                pass

    for channel, share in SOON.share.items():
        # Those who were asked last answer after the end of the simulation.
        assert answered[channel] / over[channel] == pytest.approx(share, abs=error(share, over[channel]) + 0.01)
        assert early[channel] > 0.4 * answered[channel]
    assert early["call"] < 0.75 * answered["call"]
    csat = kinds["csat"] / kinds.total()
    assert csat == pytest.approx(0.75, abs=error(0.75, kinds.total()))


def scores(agents: int) -> list[float]:
    """Of 0 to 1, from calls."""
    found: list[float] = []
    for event in simulate(centre(agents), 1, MONDAY_US, MONDAY_US + 24 * HOUR_US):
        if isinstance(event, e.SurveyAnswered) and event.subject.startswith("call"):
            worst, best = SCALES[event.data.kind]
            found.append((event.data.score - worst) / (best - worst))
    return found


def test_those_who_waited_long_think_less_of_it() -> None:
    served, kept_waiting = scores(40), scores(12)
    means = [sum(found) / len(found) for found in (served, kept_waiting)]

    assert min(len(served), len(kept_waiting)) > 1_500
    # The standard deviation of a score between 0 and 1 is at most 0.5.
    assert means[0] - means[1] > 0.1 > 4 * 0.5 * 2**0.5 / 1_500**0.5


def test_scores_keep_to_their_scales_and_all_of_them_are_given() -> None:
    plan = msgspec.structs.replace(load_plan("default"), survey=Surveys(share={"call": 1.0, "chat": 1.0}))
    given: dict[str, set[float]] = defaultdict(set)
    comments = 0
    for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 12 * HOUR_US):
        if isinstance(event, e.SurveyAnswered):
            assert event.data.scale_max == SCALES[event.data.kind][1]
            given[event.data.kind].add(event.data.score)
            comments += event.data.comment is not None

    assert given["csat"] == {1, 2, 3, 4, 5}
    assert given["nps"] >= set(range(1, 11))
    assert given["ces"] == {1, 2, 3, 4, 5, 6, 7}
    assert comments > 100


def test_nobody_is_asked_where_the_plan_has_no_surveys() -> None:
    plan = msgspec.structs.replace(centre(40), survey=None)

    assert not any(
        isinstance(event, e.SurveyAnswered) for event in simulate(plan, 1, MONDAY_US, MONDAY_US + 6 * HOUR_US)
    )
