"""Parts of tickets: their beginning, resolutions, reopenings, changes of priority, and midnights in the backlog."""

from typing import Final

from streams.contacts.facts.parts import Part

CREATED: Final = 1
FOUND_OPEN: Final = 2
"""Its creation is unknown: it was first seen unsolved."""


class Opening(Part, eq=False, gc=False):
    """The ticket came into the backlog for the first time."""

    at_us: int = 0


FIRST_RESOLUTION: Final = 1
LAST_RESOLUTION: Final = 2
"""The latest so far, and the ticket was not reopened since."""
TIMED: Final = 4
"""The creation is known, so these have values: `total_us`, `requester_wait_us`, `agent_work_us`."""


class Resolution(Part, eq=False, gc=False):
    """The ticket was solved, or closed without that; its times are those since the creation."""

    at_us: int = 0
    total_us: int = 0
    requester_wait_us: int = 0
    agent_work_us: int = 0


class Reopening(Part, eq=False, gc=False):
    """A ticket that was solved or closed is so no more."""

    at_us: int = 0


class PriorityChange(Part, eq=False, gc=False):
    """The ticket became more or less urgent."""

    at_us: int = 0


class Midnight(Part, eq=False, gc=False):
    """A day ended with the ticket in the backlog; `at_us` is its last microsecond."""

    at_us: int = 0
