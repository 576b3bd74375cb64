"""What contacts tell rollups, on the internal topic `panes`: one-minute sums, levels, and the time.

Panes are deltas. Delivered exactly once, adding them in any order gives the same sums.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal, NamedTuple
from urllib.parse import quote

import msgspec

from streams.measures.spread import Spread

MINUTE_US = 60_000_000
TOGETHER: Final = "all"
"""The channel of figures over all channels."""
AGES_H: Final = (1, 8, 24, 72)
"""Bounds in hours between the ages that a backlog is told by: under 1, under 8, under 24, under 72, older."""
AGES: Final = ("under_1h", "under_8h", "under_1d", "under_3d", "older")
"""What these ages are called."""
ScopeKind = Literal["queue", "agent", "team", "all"]


class Scope(NamedTuple):
    """Whom a figure is about: one queue, agent or team, or all of a channel (its id is `all`)."""

    kind: ScopeKind
    id: str
    channel: str


class Pane(msgspec.Struct, array_like=True, tag="pane", gc=False):
    """What one minute of one scope changed by; `minute` counts from the epoch, half-open."""

    scope: Scope
    minute: int
    counts: dict[str, int] = {}
    spreads: dict[str, Spread] = {}


class AgentLevel(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """How an agent stands now."""

    state: str
    since_us: int
    reason: str | None
    team: str | None


class Levels(msgspec.Struct, array_like=True, tag="levels", frozen=True, gc=False):
    """How a scope stands now by one source; it replaces what that source said before.

    Sources are the contacts partitions, and after them those of the agents stage.
    """

    scope: Scope
    source: int
    waiting: int
    in_progress: int
    oldest_waiting_us: int | None
    backlog: tuple[int, ...] = ()
    """Contacts that are not solved, by age (see `AGES_H`); empty where none is."""
    states: dict[str, int] = {}
    """Agents by state; empty where none were ever heard of."""
    agent: AgentLevel | None = None
    """Of an agent's own scope."""


class Told(msgspec.Struct, array_like=True, tag="told", frozen=True, gc=False):
    """The time of one source; every partition of the topic is told."""

    source: int
    now_us: int


class Mention(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The phrases of one message of a customer."""

    contact: str
    at_us: int
    phrases: tuple[str, ...]


class Mentioned(msgspec.Struct, array_like=True, tag="mentioned", frozen=True, gc=False):
    """What customers of a queue wrote about, over all channels."""

    scope: Scope
    mentions: tuple[Mention, ...]


Message = Pane | Levels | Told | Mentioned

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
_KEYS_KEPT: Final = 65_536
"""Ids come from outside, so what is kept of them is bounded."""


def encode_pane(message: Message) -> bytes:
    """Bytes for the topic `panes`."""
    return _encoder.encode(message)


def decode_pane(value: bytes) -> Message:
    """What `encode_pane` wrote; anything else raises `msgspec.DecodeError`."""
    return _decoder.decode(value)


@lru_cache(maxsize=_KEYS_KEPT)
def scope_key(scope: Scope) -> bytes:
    """A scope in bytes: `queue/billing/call`, the parts percent-escaped."""
    return "/".join(quote(part, safe="") for part in scope).encode()


@lru_cache(maxsize=_KEYS_KEPT)
def place_key(scope: Scope) -> bytes:
    """Kafka key of what is told of a scope: without the channel, so that all channels meet in one task."""
    return scope_key(scope).rpartition(b"/")[0]
