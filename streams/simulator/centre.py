"""The whole contact centre, put together and set going."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.events.types import Event
from streams.simulator.arrivals import Arrivals
from streams.simulator.calls import Calls
from streams.simulator.chance import stream
from streams.simulator.chats.coming import ChatComings
from streams.simulator.floor import A, Agent, Floor
from streams.simulator.hands import Hands, HandyAgent, SharedQueue
from streams.simulator.hours import SECOND_US, BadHours, DayShape
from streams.simulator.incidents import Visits, run_scripts
from streams.simulator.loop import Loop
from streams.simulator.plan import Agents, CallQueue, CentrePlan, Channel, ChatQueue, TicketQueue
from streams.simulator.roster import Roster
from streams.simulator.tape import Tape
from streams.simulator.telling import telling
from streams.simulator.tickets.coming import TicketComings
from streams.simulator.tickets.line import TicketAgent, TicketFloor, TicketLines
from streams.simulator.waiting import Queue

if TYPE_CHECKING:
    from random import Random


def simulate(plan: CentrePlan, seed: int, start_us: int, end_us: int | None = None) -> Iterator[Event]:
    """What happens in [start_us, end_us), in the order of time; without `end_us` it never ends.

    The same plan, seed and start give the same events, ids and all; a longer run begins with the shorter one.
    The centre opens empty at `start_us`, with those agents there whose shift is on.
    """
    loop = Loop(start_us)
    tape = Tape(plan, seed, loop)
    site = Site(plan, seed, start_us, loop, tape)
    _open_calls(site)
    _open_chats(site)
    _open_tickets(site)
    events = tape.events
    yield from _handed_over(events)
    while (next_us := loop.next_us()) is not None and (end_us is None or next_us < end_us):
        loop.step()
        if events:
            yield from _handed_over(events)


def _handed_over(events: list[Event]) -> list[Event]:
    taken = events.copy()
    events.clear()
    return taken


@dataclass(frozen=True)
class Site:
    """What all channels are opened with. Channels share no agents and no chance, so none changes another's luck."""

    plan: CentrePlan
    seed: int
    start_us: int
    loop: Loop
    tape: Tape

    def groups(self, channel: Channel) -> list[tuple[str, Agents]]:
        """An id for each agent of a channel; numbers run through all channels, calls first."""
        ordered = sorted(self.plan.agents, key=lambda group: ("call", "chat", "ticket").index(group.channel))
        people = [group for group in ordered for _ in range(group.count)]
        return [(f"agent-{n:03d}", group) for n, group in enumerate(people, start=1) if group.channel == channel]

    def staff(
        self, channel: Channel, floor: Floor[A], hired: list[tuple[A, str | None]], drop: Callable[[A], None]
    ) -> BadHours:
        """Send the channel's people to their shifts; gives its bad hours."""
        bad = BadHours(self.plan, self.start_us, channel)
        purpose = "roster" if channel == "call" else f"roster/{channel}"
        Roster(self.plan, stream(self.seed, purpose), self.loop, floor, bad).open(hired, drop)
        return bad

    def arrivals(self, channel: Channel, queue: CallQueue | ChatQueue | TicketQueue, bad: BadHours) -> Arrivals:
        shape = DayShape(self.plan.shape[queue.shape] if queue.shape else None, self.plan)
        purpose = f"arrivals/{queue.name}" if channel == "call" else f"arrivals/{channel}/{queue.name}"
        return Arrivals(queue.name, queue.per_hour, shape, bad, stream(self.seed, purpose))

    def talk_of(self, channel: Channel, queue: str, bad: BadHours) -> Callable[[int], str | None]:
        """What an outage makes people talk about, by time."""
        random: Random = stream(self.seed, f"talk/{channel}/{queue}")
        return lambda at_us: bad.topic(queue, at_us, random)


def _open_calls(site: Site) -> None:
    plan, seed, loop, tape = site.plan, site.seed, site.loop, site.tape
    if not plan.queue:
        return
    floor: Floor[Agent] = Floor(loop, telling(plan, "call", seed, loop, tape))
    calls = Calls(plan, seed, loop, tape, floor)
    queues = {one.name: Queue(one.name, _first_pace_us(one, plan)) for one in plan.queue}
    hired = [
        (Agent(agent_id, group.team, [queues[name] for name in group.queues]), group.shift)
        for agent_id, group in site.groups("call")
    ]
    bad = site.staff("call", floor, hired, calls.drop)
    for one in plan.queue:
        next_after = site.arrivals("call", one, bad).after
        calls.open(one, queues[one.name], seed, next_after, site.talk_of("call", one.name, bad))


def _open_chats(site: Site) -> None:
    plan, seed, loop, tape = site.plan, site.seed, site.loop, site.tape
    if not plan.chat:
        return
    floor = Hands(loop, telling(plan, "chat", seed, loop, tape))
    chats = ChatComings(plan, seed, loop, tape, floor)
    queues = {one.name: SharedQueue(one.name, first_pace_us=0.0) for one in plan.chat}
    hired = [
        (HandyAgent(agent_id, group.team, [queues[n] for n in group.queues], capacity=group.capacity), group.shift)
        for agent_id, group in site.groups("chat")
    ]
    bad = site.staff("chat", floor, hired, chats.drop)
    for one in plan.chat:
        next_after = site.arrivals("chat", one, bad).after
        chats.open(one, queues[one.name], seed, next_after, site.talk_of("chat", one.name, bad))
    run_scripts((Visits(who, plan, seed, loop, chats) for who in plan.visitor), loop, plan.zone)


def _open_tickets(site: Site) -> None:
    plan, seed, loop, tape = site.plan, site.seed, site.loop, site.tape
    if not plan.ticket:
        return
    floor = TicketFloor(loop, telling(plan, "ticket", seed, loop, tape))
    tickets = TicketComings(plan, seed, loop, tape, floor)
    queues = {one.name: TicketLines(one.name) for one in plan.ticket}
    hired = [
        (TicketAgent(agent_id, group.team, [queues[name] for name in group.queues]), group.shift)
        for agent_id, group in site.groups("ticket")
    ]
    for agent, _ in hired:
        tickets.hire(agent)
    bad = site.staff("ticket", floor, hired, tickets.drop)
    for one in plan.ticket:
        next_after = site.arrivals("ticket", one, bad).after
        tickets.open(one, queues[one.name], seed, next_after, site.talk_of("ticket", one.name, bad))


def _first_pace_us(queue: CallQueue, plan: CentrePlan) -> float:
    """A guess, until customers were taken: all who can serve the queue serve nothing else."""
    serving = sum(group.count for group in plan.agents if group.channel == "call" and queue.name in group.queues)
    handled_s = queue.talk.mean_s + (queue.wrap_up.mean_s if queue.wrap_up else 0.0)
    return handled_s / max(serving, 1) * SECOND_US
