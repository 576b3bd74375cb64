"""The channels there are."""

from collections.abc import Mapping
from typing import Final

from streams.contacts.calls.channel import CHANNEL as CALLS
from streams.contacts.channel import Channel

CHANNELS: Final[Mapping[str, Channel]] = {"call": CALLS}
"""By the name that records and keys have. What agents and surveys say makes no contact of its own."""
