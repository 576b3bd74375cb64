"""The channels there are."""

from collections.abc import Mapping
from typing import Final

from streams.contacts.calls.channel import CHANNEL as CALLS
from streams.contacts.channel import Channel
from streams.contacts.chats.channel import CHANNEL as CHATS
from streams.contacts.surveys.channel import CHANNEL as SURVEYS
from streams.contacts.tickets.channel import CHANNEL as TICKETS

SURVEY: Final = "survey"
TICKET: Final = "ticket"
CHANNELS: Final[Mapping[str, Channel]] = {"call": CALLS, "chat": CHATS, TICKET: TICKETS, SURVEY: SURVEYS}
"""By the name that records and keys have. What agents say makes no contact."""
CONTACTS: Final = tuple(name for name in CHANNELS if name != SURVEY)
"""Those whose contacts customers have."""
