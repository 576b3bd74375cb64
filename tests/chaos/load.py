"""Calls, chats, tickets, surveys and agents' states: many events, and what must come of them."""

from __future__ import annotations

from itertools import count
from random import Random
from typing import TYPE_CHECKING

from tests.chaos.shifts import tell_office, tell_shift
from tests.chaos.stories import Story, tell_call, tell_chat
from tests.chaos.tape import MS, START_US, S, Sent, Tape
from tests.chaos.tickets import tell_ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.chaos.expected import Expected

QUEUES = [f"queue-{i}" for i in range(12)]
AGENTS = [f"agent-{i}" for i in range(60)]
OFFICE = [f"office-{i}" for i in range(6)]
"""Agents without contacts."""
SHARES = {"call": 0.60, "chat": 0.30, "ticket": 0.10}
"""Of the events of contacts; surveys and states come on top."""
TOPICS = {"call": "calls", "chat": "chats", "ticket": "tickets"}

SURVEYED = {"early": 0.05, "soon": 0.05, "late": 0.05}
"""Shares of calls."""
JUDGED_S = {"early": (1.0, 60.0), "soon": (31.0, 300.0), "late": (3600.0, 7200.0)}
"""So long after the end. Early, it is sent before the call's first event all the same; soon, the contact is still
kept; late, the contact was forgotten 600 s after its latest event, and only its card is left."""
HELD_US = 300 * S
"""For so long an exchange holds back all events of a call whose survey is answered meanwhile; no call lasts longer."""


def make(events: int, lasts_us: int, seed: int, expected: Expected) -> Iterator[Sent]:
    """About so many events of contacts that begin within `lasts_us`; `expected` is filled on the way."""
    tape = Tape(Random(seed), expected)
    for i, agent_id in enumerate(AGENTS):
        tell_shift(tape, agent_id, [QUEUES[i % 12], QUEUES[i // 12]], START_US, START_US + lasts_us)
    for agent_id in OFFICE:
        tell_office(tape, agent_id, START_US, START_US + lasts_us)
    for number in count(1):
        if expected.events >= events:
            break
        now_us = START_US + lasts_us * expected.events // events // MS * MS
        yield from tape.until(now_us)
        channel = min(SHARES, key=lambda one: tape.told[TOPICS[one]] / SHARES[one])
        expected.contacts[channel] += 1
        _tell(tape, channel, f"{channel}-{number}", now_us)
    yield from tape.rest()


def _tell(tape: Tape, channel: str, subject: str, at_us: int) -> None:
    story = Story(tape, channel, subject, tape.random.choice(QUEUES))
    agent_id = tape.random.choice(AGENTS)
    if channel == "ticket":
        tell_ticket(story, at_us, agent_id)
        return
    when = tape.random.choices((*SURVEYED, None), (*SURVEYED.values(), 1 - sum(SURVEYED.values())))[0]
    if channel == "chat":
        ended_us, when = tell_chat(story, at_us, agent_id), when and "soon"
    else:
        story.held_until_us = at_us + HELD_US if when == "early" else 0
        ended_us = tell_call(story, at_us, agent_id)
    if when is not None and ended_us is not None:
        tape.expected.contacts[f"{channel} judged {when}"] += 1
        _judge(story, tape.after(ended_us, *JUDGED_S[when]))


def _judge(story: Story, at_us: int) -> None:
    """The customer answers a survey: it counts for the queue and the agent of the contact."""
    tape = story.tape
    score = tape.random.randint(1, 5)
    data = {"contact_id": story.subject, "kind": "csat", "score": score, "scale_max": 5}
    tape.put("survey.answered", story.subject, at_us, data)
    story.count("surveyed", at_us, of_agent=True)
    story.count("csat_answered", at_us, of_agent=True)
    if score >= 4:
        story.count("csat_top_two", at_us, of_agent=True)
    story.book(("sums", "csat_points"), at_us, score * S, of_agent=True)
