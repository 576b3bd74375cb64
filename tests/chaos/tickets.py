"""A ticket from its creation to its closing, and what is to be counted of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.chaos.tape import MIDNIGHT_US

if TYPE_CHECKING:
    from tests.chaos.stories import Story

REOPENED_WITHIN_S = 2400.0
"""A reopening takes the resolution time back, in a minute that may still change: for an hour and more."""


def tell_ticket(story: Story, at_us: int, agent_id: str) -> None:
    """Created, assigned, answered; solved unless it is forgotten; reopened perhaps; closed perhaps."""
    tape = story.tape
    story.begun_us = at_us
    priority = tape.random.choice(("low", "normal", "high", "urgent"))
    written = {"text": "it does not work"} if tape.happens(0.7) else {}
    story.tell(at_us, "created", queue=story.queue, priority=priority, medium="e-mail", **written)
    story.count("offered", at_us)
    story.count("created", at_us)
    if written:
        story.count("messages_from_customer", at_us)
        story.asked_us = at_us
    assigned_us = now_us = tape.after(at_us, 5, 300)
    _stands(story, at_us, assigned_us)
    story.agent_id = agent_id
    story.tell(now_us, "assigned", agent_id=agent_id)
    now_us = _work(story, now_us)
    if tape.happens(0.1):
        _stands(story, assigned_us, None)
        return
    solved_us = _solve(story, assigned_us, now_us)
    total_us = solved_us - at_us
    story.count("handled", solved_us, of_agent=True)
    story.took_us("resolution_first", solved_us, total_us, of_agent=True)
    if tape.happens(0.3):
        reopened_us = tape.after(solved_us, 60, REOPENED_WITHIN_S)
        story.tell(reopened_us, "status_changed", status="open")
        story.count("reopened", reopened_us, of_agent=True)
        now_us = _work(story, reopened_us)
        if tape.happens(0.1):
            _stands(story, reopened_us, None)
            return
        solved_us = _solve(story, reopened_us, now_us)
        total_us += solved_us - reopened_us
    story.took_us("resolution", solved_us, total_us, of_agent=True)
    if tape.happens(0.6):
        story.tell(tape.after(solved_us, 60, 3600), "status_changed", status="closed")


def _work(story: Story, now_us: int) -> int:
    """The agent answers, and sometimes waits for the customer; returns when that was done."""
    tape = story.tape
    story.tell(now_us := tape.after(now_us, 1, 60), "status_changed", status="open")
    if tape.happens(0.2):
        story.writes("agent", now_us := tape.after(now_us, 5, 60), internal=True)
    story.writes("agent", now_us := tape.after(now_us, 10, 300))
    if tape.happens(0.5):
        story.tell(now_us := tape.after(now_us, 0, 5), "status_changed", status="pending")
        story.writes("customer", now_us := tape.after(now_us, 30, 600))
        story.tell(now_us := tape.after(now_us, 0, 5), "status_changed", status="open")
        story.writes("agent", now_us := tape.after(now_us, 10, 300))
    return now_us


def _solve(story: Story, since_us: int, now_us: int) -> int:
    solved_us = story.tape.after(now_us, 1, 300)
    _stands(story, since_us, solved_us)
    story.tell(solved_us, "status_changed", status="solved")
    story.count("resolved", solved_us, of_agent=True)
    return solved_us


def _stands(story: Story, from_us: int, to_us: int | None) -> None:
    """It is in the backlog in [from_us, to_us), and with the agent it has now; a day ends before its midnight."""
    if from_us < MIDNIGHT_US and (to_us is None or to_us >= MIDNIGHT_US):
        story.count("backlog", MIDNIGHT_US - 1, of_agent=True)
