"""What the wiring decides for every contacts task."""

from collections.abc import Callable
from dataclasses import dataclass

from streams.contacts.channel import Lifetimes
from streams.policy import Policy
from streams.text.scorer import Scorer


@dataclass(frozen=True, kw_only=True)
class ContactOptions:
    """Topics to write to, what the user promised, and bounds."""

    contacts_topic: str
    panes_topic: str
    staff_topic: str
    policy: Policy
    lifetimes: Lifetimes
    ahead_us: int
    max_event_bytes: int
    keep_text: bool
    scorer: Callable[[], Scorer] | None = None
    """Gives the scorer of texts, always the same; None: texts are not read."""
