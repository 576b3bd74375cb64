"""The whole contact centre, put together and set going."""

from collections.abc import Iterator

from streams.events.types import Event
from streams.simulator.arrivals import Arrivals
from streams.simulator.calls import Calls
from streams.simulator.chance import stream
from streams.simulator.floor import Agent, Floor, Queue
from streams.simulator.hours import SECOND_US, BadHours, DayShape
from streams.simulator.loop import Loop
from streams.simulator.plan import CallQueue, CentrePlan
from streams.simulator.roster import Roster
from streams.simulator.tape import Tape


def simulate(plan: CentrePlan, seed: int, start_us: int, end_us: int | None = None) -> Iterator[Event]:
    """What happens in [start_us, end_us), in the order of time; without `end_us` it never ends.

    The same plan, seed and start give the same events, ids and all; a longer run begins with the shorter one.
    The centre opens empty at `start_us`, with those agents there whose shift is on.
    """
    loop = Loop(start_us)
    tape = Tape(plan, seed, loop)
    floor = Floor(loop, tape, agents_tell=plan.agent_events)
    bad = BadHours(plan, start_us)
    calls = Calls(plan, seed, loop, tape, floor)
    queues = {one.name: Queue(one.name, _first_pace_us(one, plan)) for one in plan.queue}
    Roster(plan, seed, loop, floor, bad).open(_hire(plan, queues), calls.drop)
    for one in plan.queue:
        shape = DayShape(plan.shape[one.shape] if one.shape else None, plan)
        arrivals = Arrivals(one.name, one.per_hour, shape, bad, stream(seed, f"arrivals/{one.name}"))
        calls.open(one, queues[one.name], seed, arrivals.after)
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


def _hire(plan: CentrePlan, queues: dict[str, Queue]) -> list[tuple[Agent, str | None]]:
    hired: list[tuple[Agent, str | None]] = []
    for group in plan.agents:
        skills = tuple(queues[name] for name in group.queues)
        first = len(hired) + 1
        hired += [(Agent(f"agent-{n:03d}", group.team, skills), group.shift) for n in range(first, first + group.count)]
    return hired


def _first_pace_us(queue: CallQueue, plan: CentrePlan) -> float:
    """A guess, until customers were taken: all who can serve the queue serve nothing else."""
    serving = sum(group.count for group in plan.agents if queue.name in group.queues)
    handled_s = queue.talk.mean_s + (queue.wrap_up.mean_s if queue.wrap_up else 0.0)
    return handled_s / max(serving, 1) * SECOND_US
