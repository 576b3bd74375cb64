"""How much of their time agents spend on contacts."""

from streams.measures.service_level import Counts, share


def occupancy(counts: Counts) -> float | None:
    """Capacity in use, of who is available, on contacts or wraps up; one at a time: on contacts, of that and idle."""
    used = counts.get("capacity_used_s", 0)
    return share(used, used + counts.get("idle_s", 0))


def concurrency(counts: Counts) -> float | None:
    """Contacts that an agent had in hand at once, on average over the time in which there was any."""
    return share(counts.get("contact_s", 0), counts.get("engaged_s", 0))
