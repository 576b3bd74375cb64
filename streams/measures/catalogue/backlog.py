"""What each day left over."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_tickets import Midnight
from streams.events.types import TicketAssigned, TicketCreated, TicketStatusChanged
from streams.measures.registry import AGENT, ALL, QUEUE, TICKET, Measure, Rule


def backlog(midnight: Midnight) -> Booking:
    return midnight.at_us, 1


MEASURE = Measure(
    "backlog",
    kind="count",
    unit="tickets",
    definition=(
        "The day's closing backlog: tickets that are new, open, pending or on_hold as the day of the policy's time "
        "zone ends. It stands in the day's window, and in the half hour and the minute that end with the day; in all "
        "other windows it is 0. It may be added up over queues and channels, but never over time. What stands now is "
        "the gauge of the same name."
    ),
    booking="in the last microsecond before midnight",
    source="time alone, by the status and the assignment that the ticket has then",
    after=(TicketStatusChanged, TicketCreated, TicketAssigned),
    rules=(Rule(of=Midnight, scopes=QUEUE | AGENT | ALL, value=backlog),),
    channels=TICKET,
    adds_up=True,
    over_time=False,
)
