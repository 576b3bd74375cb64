"""The plan of what goes wrong: outages, and customers who come again and again."""

from typing import Annotated

import msgspec

from streams.simulator.plan.parts import Channel, Clock, Factor, Name, Part, Positive, Share, Timing


class Outage(Part, frozen=True, kw_only=True):
    """A bad hour, every day at `at` or once `after_s` into the simulation: customers surge, agents vanish."""

    name: Name
    at: tuple[Clock, ...] = ()
    after_s: Positive | None = None
    lasts_s: Annotated[float, msgspec.Meta(gt=0, le=86_400)]
    channels: tuple[Channel, ...] = ()
    """None named: all of them."""
    queues: tuple[Name, ...] = ()
    """None named: all of them."""
    arrivals: Factor = 1.0
    topic: Name | None = None
    """What `topic_share` of those who come meanwhile are about: a topic that rises."""
    topic_share: Share = 0.7
    agents_gone: Share = 0.0
    drops_calls: bool = False
    """Calls and chats of the agents who vanish are cut at once, not talked to their end."""


class Visitor(Part, frozen=True, kw_only=True):
    """One customer of a certain kind who comes to a queue of chats again and again, as an abusive one may."""

    name: Name
    """Becomes the customer's id."""
    queue: Name
    persona: Name
    topic: Name | None = None
    language: Name | None = None
    at: Annotated[tuple[Clock, ...], msgspec.Meta(min_length=1)]
    """When the first of the chats begins, every day."""
    times: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 3
    every: Timing = Timing(mean_s=420.0)
