"""Writes down what happens to tickets, and keeps the ticket in step with it."""

from typing import Literal

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.plan import Priority
from streams.simulator.tape import Tape
from streams.simulator.tickets.line import Ticket, TicketAgent

Status = Literal["new", "open", "pending", "on_hold", "solved", "closed"]


class TicketNotes:
    """One method for each kind of event that more than one act needs."""

    def __init__(self, tape: Tape) -> None:
        self._put = tape.put

    def say(self, ticket: Ticket, speaker: p.Speaker, text: str, *, internal: bool = False) -> None:
        """Somebody writes on the ticket; as an agent, its owner."""
        agent_id = ticket.owner.id if speaker == "agent" and ticket.owner is not None else None
        visibility: Literal["internal", "public"] = "internal" if internal else "public"
        self._put(
            e.TicketMessaged,
            ticket.subject,
            p.Messaged(speaker=speaker, text=text, agent_id=agent_id, visibility=visibility),
        )

    def become(self, ticket: Ticket, status: Status) -> None:
        ticket.status = status
        self._put(e.TicketStatusChanged, ticket.subject, p.StatusChanged(status=status))

    def belong(self, ticket: Ticket, agent: TicketAgent) -> None:
        """The ticket becomes the agent's, unless it is already."""
        if ticket.owner is not agent:
            ticket.owner = agent
            self._put(e.TicketAssigned, ticket.subject, p.Assigned(agent_id=agent.id))

    def matter(self, ticket: Ticket, priority: Priority) -> None:
        """The ticket becomes more or less urgent."""
        ticket.priority = priority
        self._put(e.TicketPriorityChanged, ticket.subject, p.PriorityChanged(priority=priority))
