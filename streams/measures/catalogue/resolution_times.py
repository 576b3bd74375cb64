"""How long tickets took to be resolved: for the first time, and for good as far as is known."""

from collections.abc import Callable

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import FIRST_RESOLUTION, LAST_RESOLUTION, TIMED, Resolution
from streams.events.types import TicketCreated, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def total(resolution: Resolution) -> Booking:
    return resolution.at_us, resolution.total_us


def requester_wait(resolution: Resolution) -> Booking:
    return resolution.at_us, resolution.requester_wait_us


def agent_work(resolution: Resolution) -> Booking:
    return resolution.at_us, resolution.agent_work_us


def _pair(name: str, what: str, value: Callable[[Resolution], Booking]) -> tuple[Measure, Measure]:
    return (
        _measure(
            f"{name}_first",
            f"{what}, from the creation to the first resolution. Reopening changes nothing in it.",
            "when it was resolved for the first time",
            FIRST_RESOLUTION,
            value,
        ),
        _measure(
            name,
            f"{what}, from the creation to the latest resolution; time for which it was solved or closed in between "
            "is left out. Reopening takes it back, the next resolution brings it anew.",
            "when it was resolved last",
            LAST_RESOLUTION,
            value,
        ),
    )


def _measure(name: str, definition: str, booking: str, which: int, value: Callable[[Resolution], Booking]) -> Measure:
    return Measure(
        name,
        kind="duration",
        unit="s",
        definition=definition,
        booking=booking,
        source="ticket.created, ticket.status_changed; none of a ticket whose creation is unknown",
        after=(TicketStatusChanged, TicketCreated),
        rules=(Rule(of=Resolution, when=which | TIMED, scopes=QUEUE | AGENT | ALL, value=value),),
        channels=TICKET,
    )


MEASURE = (
    *_pair("resolution", "Time that a ticket was new, open, pending or on_hold", total),
    *_pair("requester_wait", "Time that a ticket was new, open or on_hold: the customer waited", requester_wait),
    *_pair("agent_work", "Time that a ticket was new or open: it was for agents to do", agent_work),
)
