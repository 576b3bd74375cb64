"""What is shown of a phrase that rises, and how phrases of one matter become one topic."""

from __future__ import annotations

import msgspec

SAME_CONTACTS = 0.5
"""Phrases are of one matter when at least this share of the fewer contacts holds both."""

TELLING = 0.6
"""A longer phrase speaks for a matter when it has at least this share of the contacts of the commonest one."""


class Topic(msgspec.Struct, frozen=True):
    """A phrase that rises: `count` contacts held it in the last `over_us`, where its past lets `expected` expect.

    `score` is the negative decimal logarithm of the chance of that. `contacts` are a few of those who held it last.
    """

    phrase: str
    count: int
    expected: float
    score: float
    since_us: int
    over_us: int
    contacts: tuple[str, ...]


class Rise(msgspec.Struct, frozen=True):
    """A topic before it is merged, hashes of contacts known to hold it, and how many did in the whole window."""

    topic: Topic
    holders: frozenset[int]
    held: int


def merged(rises: list[Rise]) -> list[Topic]:
    """One topic for each matter, the clearest first. Nothing depends on the order of `rises`."""
    matters: list[list[Rise]] = []
    for rise in sorted(rises, key=_clearest):
        for matter in matters:
            if any(_alike(rise, other) for other in matter):
                matter.append(rise)
                break
        else:
            matters.append([rise])
    return [_most_telling(matter) for matter in matters]


def _clearest(rise: Rise) -> tuple[float, str]:
    return -rise.topic.score, rise.topic.phrase


def _alike(one: Rise, other: Rise) -> bool:
    mine, theirs = set(one.topic.phrase.split()), set(other.topic.phrase.split())
    if mine <= theirs or theirs <= mine:
        return True
    fewer = min(len(one.holders), len(other.holders))
    return fewer > 0 and len(one.holders & other.holders) >= SAME_CONTACTS * fewer


def _most_telling(matter: list[Rise]) -> Topic:
    enough = TELLING * max(rise.held for rise in matter)
    return min(
        (rise for rise in matter if rise.held >= enough),
        key=lambda rise: (-len(rise.topic.phrase.split()), *_clearest(rise)),
    ).topic
