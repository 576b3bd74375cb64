"""Who is there when: shifts, breaks, and outages that take people away."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Generic

from streams.simulator.floor import A, Agent, Floor
from streams.simulator.hours import HOUR_US, ONE_DAY, SECOND_US, BadHours, clock_us, local_day, weekday
from streams.simulator.loop import Loop
from streams.simulator.plan import Break, CentrePlan, Outage, Shift


class Roster(Generic[A]):
    """Plans each local day at its midnight, for the people of one channel."""

    def __init__(self, plan: CentrePlan, chance: Random, loop: Loop, floor: Floor[A], bad: BadHours) -> None:
        self._zone = plan.zone
        self._shifts = plan.shift
        self._loop = loop
        self._floor = floor
        self._bad = bad
        self._chance = chance
        self._on_shift: dict[str, list[A]] = {name: [] for name in plan.shift}
        self._everybody: list[A] = []

    def open(self, agents: list[tuple[A, str | None]], drop: Callable[[A], None]) -> None:
        """Send the agents to their shifts (None: always there); `drop` cuts the contacts of one who vanishes."""
        self._drop = drop
        for agent, shift in agents:
            self._everybody.append(agent)
            if shift is None:
                self._floor.start(agent)
            else:
                self._on_shift[shift].append(agent)
        today = local_day(self._loop.now_us, self._zone)
        self._plan_day(today - ONE_DAY)
        self._midnight(today, 0)

    def _midnight(self, day: date, _: int) -> None:
        self._plan_day(day)
        self._loop.at(clock_us(day + ONE_DAY, "00:00", self._zone), self._midnight, day + ONE_DAY)

    def _plan_day(self, day: date) -> None:
        """What started before the simulation, and is not over yet, starts with it."""
        now_us = self._loop.now_us
        for name, shift in self._shifts.items():
            start_us = clock_us(day, shift.starts, self._zone)
            end_us = start_us + int(shift.lasts_h * HOUR_US)
            if weekday(day) not in shift.days or end_us <= now_us:
                continue
            for agent in self._on_shift[name]:
                self._loop.at(max(start_us, now_us), self._start, agent)
                self._loop.at(end_us, self._end, agent)
                self._plan_breaks(agent, shift, start_us)
        for start_us, end_us, outage in self._bad.starting_on(day):
            if end_us > now_us:
                self._loop.at(max(start_us, now_us), self._outage, (outage, end_us))

    def _plan_breaks(self, agent: A, shift: Shift, start_us: int) -> None:
        for pause in shift.breaks:
            into_us = int((pause.after_h + pause.spread_h * self._chance.random()) * HOUR_US)
            if start_us + into_us >= self._loop.now_us:
                self._loop.at(start_us + into_us, self._break, (agent, pause))

    def _start(self, agent: A, _: int) -> None:
        self._floor.start(agent)

    def _end(self, agent: A, _: int) -> None:
        self._floor.end(agent)

    def _break(self, who: tuple[A, Break], _: int) -> None:
        agent, pause = who
        self._floor.send_away(agent, pause.reason, int(pause.lasts_s * SECOND_US))

    def _outage(self, what: tuple[Outage, int], _: int) -> None:
        outage, end_us = what
        hit = [agent for agent in self._everybody if agent.on_shift and _serves(agent, outage.queues)]
        for agent in self._chance.sample(hit, round(len(hit) * outage.agents_gone)):
            self._floor.send_away(agent, outage.name, until_us=end_us)
            if outage.drops_calls:
                self._drop(agent)


def _serves(agent: Agent, queues: tuple[str, ...]) -> bool:
    return not queues or any(queue in queues for queue in agent.serves)
