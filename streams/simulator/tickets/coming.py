"""The course of a ticket up to an agent, each time: it comes, waits for working hours, is chased, is taken."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chance import stream
from streams.simulator.loop import Loop
from streams.simulator.plan import PRIORITIES, CentrePlan, TicketQueue
from streams.simulator.surveys import Asking
from streams.simulator.tape import Tape
from streams.simulator.tickets.line import Ticket, TicketAgent, TicketFloor, TicketLine, TicketLines
from streams.simulator.tickets.notes import TicketNotes
from streams.simulator.tickets.work import TicketWork

GOES_UP = 0.8
"""Of the priorities that change, those that rise."""


class TicketComings:
    """A ticket's step grows whenever it is taken or waits; what was planned for another step is void."""

    def __init__(self, plan: CentrePlan, seed: int, loop: Loop, tape: Tape, floor: TicketFloor) -> None:
        self._loop = loop
        self._put = tape.put
        self._run = tape.run
        self._notes = TicketNotes(tape)
        self._floor = floor
        self._customers = plan.customers
        self._who = stream(seed, "customers/ticket")
        asking = Asking(plan.survey, "ticket", seed, loop, tape)
        self._work = TicketWork(loop, self._notes, floor, asking, self._wait, self._reprioritise)
        self._came = 0

    def open(
        self,
        plan: TicketQueue,
        lines: TicketLines,
        seed: int,
        next_after: Callable[[int], int],
        talk_of: Callable[[int], str | None],
    ) -> None:
        """Take tickets in a queue; `next_after` is when the next one comes, `talk_of` what an outage makes it about."""
        line = TicketLine(plan, lines, seed)
        for queue in lines.of.values():
            queue.serve = self._take
        if plan.per_hour:

            def arrive(_: object, __: int) -> None:
                self._loop.at(next_after(self._loop.now_us), arrive)
                self._come(line, talk_of(self._loop.now_us))

            self._loop.at(next_after(self._loop.now_us), arrive)

    def hire(self, agent: TicketAgent) -> None:
        """What comes back to the agent is worked on as anything else."""
        agent.pile.serve = self._take

    def drop(self, agent: TicketAgent) -> None:
        """Nothing is cut: whoever vanishes does so when the ticket in hand is done."""

    def _come(self, line: TicketLine, topic: str | None) -> None:
        self._came += 1
        ticket = Ticket(f"ticket-{self._run}-{self._came}", line, self._loop.now_us, topic)
        self._put(
            e.TicketCreated,
            ticket.subject,
            p.TicketCreated(
                queue=line.plan.name,
                customer_id=f"customer-{self._who.randrange(self._customers):06d}",
                priority=ticket.priority,
                topic=ticket.topic,
                text=ticket.texts.opening(),
                medium=line.medium(),
            ),
        )
        if line.happens(line.plan.receipt):
            self._notes.say(ticket, "bot", ticket.texts.bot_confirms())
        if line.happens(line.plan.chases):
            self._loop.at(self._loop.now_us + line.chase(), self._chase, ticket)
        self._wait(ticket)

    def _wait(self, ticket: Ticket) -> None:
        """The ticket waits for its agent, or for anybody if it has none or that one is not there and is replaced."""
        line, owner = ticket.line, ticket.owner
        ticket.step += 1
        ticket.queued_us = self._loop.now_us
        replaced = owner is not None and not owner.on_shift and line.happens(line.plan.reassigns)
        ticket.pooled = owner is None or replaced
        queue = line.lines.of[ticket.priority] if owner is None or replaced else owner.pile
        agent = self._floor.seize(queue)
        if agent is None:
            queue.join(ticket)
        else:
            self._take(ticket, agent)

    def _take(self, ticket: Ticket, agent: TicketAgent) -> None:
        ticket.step += 1
        agent.work = ticket
        self._notes.belong(ticket, agent)
        if ticket.status == "new":
            self._notes.become(ticket, "open")
        self._floor.tell(agent, "busy")
        self._loop.at(self._loop.now_us + ticket.line.work(), self._work.done, (ticket, agent))

    def _chase(self, ticket: Ticket, _: int) -> None:
        """The customer writes again, if the ticket waits for an agent."""
        if ticket.waiting:
            self._notes.say(ticket, "customer", ticket.texts.chase())
            if ticket.line.happens(ticket.line.plan.raises):
                self._reprioritise(ticket)

    def _reprioritise(self, ticket: Ticket) -> None:
        """A step up or down, where there is one; a ticket that waits for anybody changes lines."""
        place = PRIORITIES.index(ticket.priority) + (1 if ticket.line.happens(GOES_UP) else -1)
        if not 0 <= place < len(PRIORITIES):
            return
        lines, before = ticket.line.lines.of, ticket.priority
        self._notes.matter(ticket, PRIORITIES[place])
        if ticket.waiting and ticket.pooled:
            lines[before].quit(ticket)
            ticket.step += 1
            lines[ticket.priority].join(ticket)
