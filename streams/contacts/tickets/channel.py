"""The channel of tickets."""

from typing import Final

from streams.contacts.channel import Channel
from streams.contacts.tickets.course import TicketCourse, due
from streams.contacts.tickets.reading import FACTS
from streams.contacts.tickets.steps import STEPS
from streams.contacts.tickets.view import view

CHANNEL: Final = Channel(facts=FACTS, steps=STEPS, course=TicketCourse, due=due, describe=view)
