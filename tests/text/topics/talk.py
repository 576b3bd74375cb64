"""What customers of one queue write over days, from a seed: matters, common words, hours, busy and quiet days.

Every matter has six words of its own, hours it prefers, and a share that differs from day to day by about a quarter.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

HOUR_US = 3_600_000_000
MINUTE_US = 60_000_000
MATTERS = 60
COMMON = 1_500
NEW = ("wodotok", "zekolin", "mipasat")
"""Words of the matter that nobody wrote about before."""


class Message(NamedTuple):
    at_us: int
    contact: str
    text: str


@dataclass(frozen=True)
class Burst:
    """A new matter comes up: so many more contacts an hour, for some hours."""

    hour: int
    hours: int
    contacts_an_hour: float


class Talk:
    """A queue with `contacts` a day on average. `rhythm` 0: the same at all hours; 1: quiet nights, busy noons."""

    def __init__(self, seed: int, *, contacts: int = 1_500, rhythm: float = 1.0, wobble: float = 0.25) -> None:
        self.rng = random.Random(seed)
        self.contacts, self.rhythm, self.wobble = contacts, rhythm, wobble
        self.common = [self._word() for _ in range(COMMON)]
        self.common_weights = [1 / (rank + 5) for rank in range(COMMON)]
        self.matters = [[self._word() for _ in range(6)] for _ in range(MATTERS)]
        self.likes = [self.rng.random() * 24 for _ in range(MATTERS)]

    def messages(self, days: int, burst: Burst | None = None) -> list[Message]:
        """In the order of their times."""
        return sorted(message for day in range(days) for message in self._day(day, burst))

    def _day(self, day: int, burst: Burst | None) -> Iterator[Message]:
        shares = [math.exp(self.rng.gauss(0, self.wobble)) / (rank + 3) for rank in range(MATTERS)]
        busy = math.exp(self.rng.gauss(0, self.wobble))
        for hour in range(24):
            light = 1 + self.rhythm * 0.9 * math.sin((hour - 8) / 24 * 2 * math.pi)
            now = [
                share * (1 + self.rhythm * 0.8 * math.cos((hour - likes) / 24 * 2 * math.pi))
                for share, likes in zip(shares, self.likes, strict=True)
            ]
            for at in self._times(self.contacts / 24 * busy * light):
                yield from self._contact(day * 24 + hour + at, self.rng.choices(self.matters, now)[0])
            if burst and burst.hour <= day * 24 + hour < burst.hour + burst.hours:
                for at in self._times(burst.contacts_an_hour):
                    yield from self._contact(day * 24 + hour + at, list(NEW))

    def _times(self, an_hour: float) -> Iterator[float]:
        at = self.rng.expovariate(an_hour)
        while at < 1:
            yield at
            at += self.rng.expovariate(an_hour)

    def _contact(self, at_hours: float, matter: list[str]) -> Iterator[Message]:
        contact = f"c-{self.rng.getrandbits(48):012x}"
        for number in range(self.rng.choice((1, 1, 2, 3))):
            yield Message(int(at_hours * HOUR_US) + number * MINUTE_US, contact, self._sentence(matter))

    def _sentence(self, matter: list[str]) -> str:
        words = self.rng.sample(matter, min(len(matter), self.rng.randint(2, 4)))
        words += self.rng.choices(self.common, self.common_weights, k=self.rng.randint(2, 6))
        if self.rng.random() < 0.5:
            self.rng.shuffle(words)
        return " ".join(words)

    def _word(self) -> str:
        syllables = self.rng.randint(2, 4)
        return "".join(self.rng.choice("bcdfghklmnprstvz") + self.rng.choice("aeiou") for _ in range(syllables))
