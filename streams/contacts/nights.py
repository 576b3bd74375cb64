"""Tells contacts of the midnights they live through, as cheaply as may be: in a large backlog all of them at once."""

from streams.contacts.backlog import Backlog
from streams.contacts.contact import Contact
from streams.contacts.course import Course
from streams.contacts.facts.parts_tickets import Midnight
from streams.contacts.midnights import added, next_midnight_us
from streams.measures.book import PaneBook
from streams.policy.days import Days


class Nights:
    """Of one contacts partition."""

    __slots__ = ("_backlog", "_book", "_days")

    def __init__(self, book: PaneBook, backlog: Backlog, days: Days) -> None:
        self._book = book
        self._backlog = backlog
        self._days = days

    def before(self, contact: Contact, at_us: int) -> None:
        """A fact of this time is coming. Where nothing was open until then, no night left anything over."""
        if contact.open or not contact.facts:
            return
        while (midnight_us := next_midnight_us(contact, self._days)) <= at_us:
            contact.days = added(contact.days, midnight_us)

    def end(self, contact: Contact, at_us: int) -> bool:
        """A day ended. True: the contact rests on, and all is told; False: its course changed."""
        place = self._backlog.place(contact.subject)
        if place is None or not contact.is_asleep(at_us):
            contact.day_ended(at_us)
            return False
        contact.days = added(contact.days, at_us)
        night = Course()
        night.add(Midnight(place.queue, place.agent_id, at_us=at_us - 1))
        self._book.tell(contact.channel, night)
        return True
