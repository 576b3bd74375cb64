"""Parts of what is written, in chats and tickets: messages, and how long they waited for their answers."""

from typing import Final

from streams.contacts.facts.parts import Part

RESPONDED: Final = 1
HANDED_OVER: Final = 16
"""It is known when people were asked for: see `Response.handed_us`; of turns, too."""


class Response(Part, eq=False, gc=False):
    """The first public message of a human agent: asked for when the contact began."""

    asked_us: int = 0
    answered_us: int = 0
    handed_us: int = 0
    """When the contact began to wait for people, in the wait that this message, or an agent before it, ended."""


REPLIED: Final = 1
UNANSWERED: Final = 2


class Turn(Part, eq=False, gc=False):
    """The oldest unanswered message of the customer, and the public message of a human agent that answered it."""

    asked_us: int = 0
    answered_us: int = 0
    """When the contact ended, if it is unanswered."""
    handed_us: int = 0
    """As in `Response`."""


FROM_CUSTOMER: Final = 1
FROM_AGENT: Final = 2
FROM_BOT: Final = 4
INTERNAL: Final = 8
"""A note among colleagues, whoever wrote it: then none of the others is set."""


class Utterance(Part, eq=False, gc=False):
    """One message."""

    FIXED = True

    at_us: int = 0
