"""What a message leaves with its contact: who wrote it when, and whether to the customer; never what it said."""

from streams.contacts.facts.stored import Messaged
from streams.events import payloads


def messaged(data: payloads.Messaged, at_us: int, mark: int) -> Messaged:
    """A message whose visibility is not told is public."""
    return Messaged(at_us, mark, data.speaker, data.agent_id, data.visibility == "internal")
