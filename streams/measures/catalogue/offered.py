"""Visits to a queue, and tickets."""

from streams.contacts.facts.parts import OFFERED, Booking, Visit
from streams.contacts.facts.parts_tickets import CREATED, Opening
from streams.events.types import CallQueued, ChatMessaged, ChatQueued, ChatStarted, TicketCreated
from streams.measures.registry import ALL, EVERY, QUEUE, Measure, Rule


def offered(visit: Visit) -> Booking:
    return visit.queued_us, 1


def ticket_offered(opening: Opening) -> Booking:
    return opening.at_us, 1


MEASURE = Measure(
    "offered",
    kind="count",
    unit="visits",
    definition="Visits to a queue. A contact that visits two queues counts once in each. Of tickets: as `created`.",
    booking="when it was queued, or created",
    source=(
        "call.queued, chat.queued; queued again where it waits already, it is the same visit. A chat waits from "
        "chat.started on, unless a bot speaks to it first or chat.queued follows. ticket.created"
    ),
    after=(CallQueued, ChatStarted, ChatQueued, ChatMessaged, TicketCreated),
    rules=(
        Rule(of=Visit, when=OFFERED, scopes=QUEUE | ALL, value=offered),
        Rule(of=Opening, when=CREATED, scopes=QUEUE | ALL, value=ticket_offered),
    ),
    channels=EVERY,
    adds_up=True,
)
