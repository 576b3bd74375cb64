"""Events after which measures of the same kind may change, named once for calls and chats."""

from typing import Final, TypeAlias

from streams.events import types as event

_Types: TypeAlias = tuple[type[event.Event], ...]

TAKES: Final[_Types] = (event.CallAnswered, event.ChatAssigned, event.ChatMessaged)
"""An agent takes a contact."""
ANSWERS: Final[_Types] = (*TAKES, event.ChatAbandoned, event.ChatEnded)
"""A visit is answered, or it turns out that it was not."""
ABANDONMENTS: Final[_Types] = (
    event.CallAbandoned,
    event.CallEnded,
    event.CallLeftQueue,
    event.ChatAbandoned,
    event.ChatEnded,
    event.ChatLeftQueue,
    *TAKES,
)
"""A visit is abandoned, or it turns out that it was not."""
LEAVINGS: Final[_Types] = (
    event.CallLeftQueue,
    event.CallQueued,
    event.CallEnded,
    event.ChatLeftQueue,
    event.ChatQueued,
    event.ChatEnded,
    *TAKES,
)
"""A visit ends for another reason, or it turns out that it did not."""
LEG_ENDS: Final[_Types] = (
    event.CallEnded,
    event.CallTransferred,
    event.CallAnswered,
    event.ChatEnded,
    event.ChatTransferred,
    event.ChatAssigned,
    event.ChatAbandoned,
)
"""An agent's leg ends."""
WRAP_UPS: Final[_Types] = (event.CallWrappedUp, event.ChatWrappedUp)
SAYINGS: Final[_Types] = (event.CallUttered, event.ChatMessaged, event.TicketMessaged, event.TicketCreated)
"""Somebody says something."""
