"""Parts of what is said on every channel: messages by how they sound, and customers who are upset."""

from typing import Final

from streams.contacts.facts.parts import Part

BY_CUSTOMER: Final = 1
BY_AGENT: Final = 2
NEGATIVE: Final = 4
POSITIVE: Final = 8
ABUSIVE: Final = 16
"""Against the agent: insult, threat, harassment."""
PROFANE: Final = 32
"""Swearing at nobody."""
APOLOGY: Final = 64
"""A genuine one: no mere sympathy, and no "sorry if"."""
CANNED: Final = 128
REPEATED: Final = 256


class Statement(Part, eq=False, gc=False):
    """One message or utterance of the customer or of an agent."""

    FIXED = True

    at_us: int = 0
    mood: int = 0
    """In thousandths, -1000 to 1000."""
    words: int = 0


BEGAN_SO: Final = 1
"""It was among the customer's first messages: the contact began negative."""
TURNED: Final = 2
"""The customer said something positive since."""
RECOVERED: Final = 4
"""And what the customer said last is positive."""
APOLOGISED: Final = 8
"""An agent made a genuine apology since."""


class Upset(Part, eq=False, gc=False):
    """The customer said something clearly negative for the first time."""

    at_us: int = 0
    turned_us: int = 0


JUDGED: Final = 1
"""The customer has said something since."""


class Amends(Part, eq=False, gc=False):
    """The first genuine apology to a customer who is upset, by whoever made it."""

    upset_us: int = 0
    at_us: int = 0
    judged_us: int = 0
    """When the customer first said something after it."""
    change: int = 0
    """The mean mood since, less that before, in thousandths: -2000 to 2000."""
