"""The course of a ticket from what an agent did to it: asked, put on hold, solved; answered, reopened, closed."""

from collections.abc import Callable

from streams.simulator.loop import Loop
from streams.simulator.surveys import Asking
from streams.simulator.tickets.line import Ticket, TicketAgent, TicketFloor
from streams.simulator.tickets.notes import TicketNotes

BEFORE_CLOSING = 0.95
"""Whoever writes on a solved ticket does so in this part of the time until it is closed, however late the draw."""


class TicketWork:
    """Each act takes the step its ticket was at, and is void at another.

    `wait` puts a ticket that needs an agent in line; `reprioritise` may change how urgent it is.
    """

    def __init__(
        self,
        loop: Loop,
        notes: TicketNotes,
        floor: TicketFloor,
        asking: Asking,
        wait: Callable[[Ticket], None],
        reprioritise: Callable[[Ticket], None],
    ) -> None:
        self._loop = loop
        self._notes = notes
        self._floor = floor
        self._asking = asking
        self._wait = wait
        self._reprioritise = reprioritise

    def done(self, what: tuple[Ticket, TicketAgent], _: int) -> None:
        """The agent has been at the ticket; what came of it is written down, and the agent goes on."""
        ticket, agent = what
        line, plan = ticket.line, ticket.line.plan
        if line.happens(plan.notes):
            self._notes.say(ticket, "agent", ticket.texts.note(), internal=True)
        if line.happens(plan.raises):
            self._reprioritise(ticket)
        drawn = line.random.random()
        if drawn < plan.asks:
            self._ask(ticket)
        elif drawn < plan.asks + plan.holds:
            self._notes.say(ticket, "agent", ticket.texts.hold_on())
            self._notes.become(ticket, "on_hold")
            self._later(line.hold(), self._resume, ticket)
        else:
            self._solve(ticket)
        if ticket.first_us is None:
            ticket.first_us = self._loop.now_us
        self._floor.release(agent)

    def _ask(self, ticket: Ticket) -> None:
        line = ticket.line
        self._notes.say(ticket, "agent", ticket.texts.ask())
        self._notes.become(ticket, "pending")
        if line.happens(line.plan.silent):
            self._later(line.gives_up(), self._give_up, ticket)
        else:
            self._later(line.answer(), self._answer, ticket)

    def _answer(self, ticket: Ticket, step: int) -> None:
        if ticket.step == step:
            self._notes.say(ticket, "customer", ticket.texts.reply())
            self._resume(ticket, step)

    def _resume(self, ticket: Ticket, step: int) -> None:
        if ticket.step == step:
            self._notes.become(ticket, "open")
            self._wait(ticket)

    def _give_up(self, ticket: Ticket, step: int) -> None:
        """The customer never answered."""
        if ticket.step == step:
            self._notes.become(ticket, "solved")
            self._later(ticket.line.closes(), self._close, ticket)

    def _solve(self, ticket: Ticket) -> None:
        line, plan = ticket.line, ticket.line.plan
        self._notes.say(ticket, "agent", ticket.texts.solve())
        self._notes.become(ticket, "solved")
        closes_us = line.closes()
        latest_us = int(closes_us * BEFORE_CLOSING)
        if line.happens(plan.reopens):
            self._later(min(line.reopen(), latest_us), self._reopen, ticket)
            return
        if line.happens(plan.thanks):
            self._later(min(line.answer(), latest_us), self._thank, ticket)
        self._later(closes_us, self._close, ticket)
        self._survey(ticket)

    def _survey(self, ticket: Ticket) -> None:
        now_us = self._loop.now_us
        self._asking.after(
            ticket.subject,
            waited_us=(ticket.first_us or now_us) - ticket.came_us,
            handled_us=now_us - ticket.came_us,
            language=ticket.language,
            upset=ticket.texts.upset,
            time_scale=ticket.line.plan.time_scale,
        )

    def _reopen(self, ticket: Ticket, step: int) -> None:
        if ticket.step == step:
            self._notes.say(ticket, "customer", ticket.texts.reopen())
            self._resume(ticket, step)

    def _thank(self, ticket: Ticket, step: int) -> None:
        if ticket.step == step:
            self._notes.say(ticket, "customer", ticket.texts.thanks())

    def _close(self, ticket: Ticket, step: int) -> None:
        if ticket.step == step:
            self._notes.become(ticket, "closed")

    def _later(self, in_us: int, act: Callable[[Ticket, int], None], ticket: Ticket) -> None:
        self._loop.at(self._loop.now_us + in_us, act, ticket, ticket.step)
