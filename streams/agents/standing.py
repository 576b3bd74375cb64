"""How an agent stands: as far back as nothing changes any more, for the ledger; and now, for the levels."""

import msgspec

from streams.agents.timeline import LONG_AGO_US
from streams.measures.staff import Report


class Settled(msgspec.Struct, array_like=True, gc=False):
    """What the ledger keeps of an agent, but for contacts and minutes: the standing then, and the reports since."""

    at_us: int = LONG_AGO_US
    report: Report | None = None
    sign_us: int = LONG_AGO_US
    state: str | None = None
    reason: str | None = None
    since_us: int = LONG_AGO_US
    reports: list[Report] = []


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How an agent stands now."""

    state: str | None = None
    since_us: int = LONG_AGO_US
    reason: str | None = None
    team: str | None = None
    queues: tuple[str, ...] = ()
    in_hand: dict[str, int] = {}
    """Contacts by channel."""
