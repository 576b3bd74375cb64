"""Scripts that run beside chance: what is to happen on a day, and who makes it happen.

An outage works through arrivals and the roster (`hours.py`, `roster.py`). Whatever else is to happen at its hour is a
`Script`: it is asked each local day, and plans its acts on the loop.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol
from zoneinfo import ZoneInfo

from streams.simulator.chance import sampler, stream
from streams.simulator.chats.coming import ChatComings
from streams.simulator.chats.line import Guest
from streams.simulator.hours import ONE_DAY, clock_us, local_day
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan, Visitor


class Script(Protocol):
    """Something that is to happen at certain hours."""

    def plan_day(self, day: date) -> None:
        """Plan what begins on a local day; on the first one, what is past by then is left out."""


def run_scripts(scripts: Iterable[Script], loop: Loop, zone: ZoneInfo) -> None:
    """Ask all of them for today, and each day again at its midnight."""
    scripts = tuple(scripts)

    def midnight(day: date, _: int) -> None:
        for script in scripts:
            script.plan_day(day)
        loop.at(clock_us(day + ONE_DAY, "00:00", zone), midnight, day + ONE_DAY)

    if scripts:
        midnight(local_day(loop.now_us, zone), 0)


class Visits:
    """One customer who comes to a queue of chats several times in a row."""

    def __init__(self, who: Visitor, plan: CentrePlan, seed: int, loop: Loop, chats: ChatComings) -> None:
        self._who = who
        self._zone = plan.zone
        self._loop = loop
        self._chats = chats
        self._every = sampler(who.every, stream(seed, f"visitor/{who.name}"))

    def plan_day(self, day: date) -> None:
        for clock in self._who.at:
            at_us = clock_us(day, clock, self._zone)
            if at_us >= self._loop.now_us:
                self._loop.at(at_us, self._visit, None, self._who.times)

    def _visit(self, _: object, left: int) -> None:
        who = self._who
        self._chats.visit(who.queue, who.name, Guest(topic=who.topic, language=who.language, persona=who.persona))
        if left > 1:
            self._loop.at(self._loop.now_us + self._every(), self._visit, None, left - 1)
