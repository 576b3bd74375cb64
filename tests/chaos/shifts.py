"""What agents report of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.chaos.tape import Tape

MOST_S = 280.0
"""An available agent without a sign is silent after 300 s."""


def tell_shift(tape: Tape, agent_id: str, queues: list[str], from_us: int, to_us: int) -> None:
    """Of one who has contacts, whose facts overrule the reports: only what is in hand is expected of this agent."""
    states = [("available", {}), ("away", {"reason": "break"})]
    about: dict[str, Any] = {"team": f"team of {queues[0]}", "queues": queues, "capacity": {"call": 1, "chat": 3}}
    tape.expected.teams[agent_id] = about["team"]
    now_us = tape.after(from_us, 0, 60)
    turn = 0
    while now_us < to_us:
        state, more = states[turn % 2]
        tape.put("agent.state_changed", agent_id, now_us, {"state": state, **about, **more})
        about = {}
        now_us = tape.after(now_us, 300, 1200)
        turn += 1
    tape.put("agent.state_changed", agent_id, now_us, {"state": "offline"})


def tell_office(tape: Tape, agent_id: str, from_us: int, to_us: int) -> None:
    """Of one without contacts: the reports are the whole truth, to the millisecond."""
    now_us = tape.after(from_us, 0, 60)
    while now_us < to_us:
        state = tape.random.choice(("available", "busy", "away"))
        until_us = tape.after(now_us, 20, MOST_S)
        tape.put("agent.state_changed", agent_id, now_us, {"state": state})
        tape.expected.passed(agent_id, f"{state}_s", now_us, until_us)
        now_us = until_us
    tape.put("agent.state_changed", agent_id, now_us, {"state": "offline"})
