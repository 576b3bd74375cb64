"""What a message says, as far as a machine can tell. Its words are not kept."""

from typing import Final

import msgspec

from streams.records import Abuse, Apology, Language

MILLI: Final = 1_000


class Said(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Moods are in thousandths: -1000 (as bad as can be) to 1000."""

    language: Language = "other"
    mood: int = 0
    leaning: int = 0
    """The class of the mood: -1 negative, 0 neutral, 1 positive."""
    words: int = 0
    abuse: Abuse = "none"
    abuse_milli: int = 0
    """How sure that is, in thousandths."""
    apology: Apology = "none"
    closing: bool = False
    """Thanks or farewell: nobody is expected to answer."""
    canned: bool = False
    """The agent, or another, sent nearly the same in other contacts."""
    repeated: bool = False
    """The customer said nearly the same before in this contact."""
