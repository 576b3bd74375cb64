"""Writes down what happens, as the events a telephone system would send."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import msgspec

from streams.events.times import moment
from streams.events.types import Event
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan

SOURCE = "pasokh-simulator"


class Tape:
    """Events of one run, in order; all ids bear the run's mark, so two runs never share one by chance."""

    def __init__(self, plan: CentrePlan, seed: int, loop: Loop) -> None:
        start_us = loop.now_us
        told = msgspec.json.encode((plan, seed, start_us))
        self.run = blake2b(told, digest_size=4).hexdigest()
        """The same for the same plan, seed and start."""
        self.events: list[Event] = []
        self._loop = loop
        self._count = 0
        self._at_us = start_us
        self._time = moment(start_us)

    def put(self, event: Callable[..., Event], subject: str, data: Any) -> None:  # noqa: ANN401  each type has its own
        """Something happens now to `subject`."""
        now_us = self._loop.now_us
        if now_us != self._at_us:
            self._at_us, self._time = now_us, moment(now_us)
        self._count += 1
        self.events.append(
            event(id=f"{self.run}-{self._count}", source=SOURCE, time=self._time, subject=subject, data=data)
        )
