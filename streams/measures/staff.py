"""What contacts tell agents, on the internal topic `staff`: states, contacts in hand, what was measured, and the time.

An agent's messages go to the partition of the agent's id, many in one record: a busy centre tells of thousands a
second. What a message says replaces what was said before of the same thing; only panes are deltas.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from streams.measures.pane import Pane, Told

STATES: Final = ("available", "busy", "away", "wrap_up", "offline", "silent")
"""How an agent can stand."""
AWAY_FOR: Final = "away_s/"
"""Sums whose names begin so are shares of `away_s` by the reason that follows."""

TAKEN: Final = tuple(f"chats_taken_as_{n}" for n in ("1", "2", "3", "4", "5_or_more"))
"""Counts of chats by how many contacts the agent had in hand once it was taken."""


class Report(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What an agent's state event said at `at_us`; `mark` is the event's (source, id) in 64 bits.

    What is None was not said: it is as it was before.
    """

    at_us: int
    mark: int
    state: str
    reason: str | None = None
    team: str | None = None
    queues: tuple[str, ...] | None = None
    capacity: dict[str, int] | None = None
    """Contacts at once, by channel."""


class StateTold(msgspec.Struct, array_like=True, tag="state", frozen=True, gc=False):
    """One state event of an agent."""

    agent_id: str
    report: Report


class Span(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A contact in an agent's hand: [started_us, ended_us), then the wrap-up: [ended_us, wrapped_us).

    None: not ended yet; a wrap-up that is not over, or never comes.
    """

    started_us: int
    ended_us: int | None = None
    wrapped_us: int | None = None


class Spans(msgspec.Struct, array_like=True, tag="spans", frozen=True, gc=False):
    """Every time that an agent had this contact in hand; empty: it turned out that there was none."""

    agent_id: str
    channel: str
    contact: str
    spans: tuple[Span, ...] = ()


StaffMessage = StateTold | Spans | Pane | Told
"""A pane is by how much the figures of an agent changed."""

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[list[StaffMessage]] = msgspec.msgpack.Decoder(list[StaffMessage])


def encode_staff(messages: Sequence[StaffMessage | msgspec.Raw]) -> bytes:
    """Bytes for the topic `staff`; raw is what is encoded already."""
    return _encoder.encode(messages)


def decode_staff(value: bytes) -> list[StaffMessage]:
    """What `encode_staff` wrote; anything else raises `msgspec.DecodeError`."""
    return _decoder.decode(value)
