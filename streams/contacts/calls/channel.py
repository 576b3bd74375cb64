"""The channel of calls."""

from typing import Final

from streams.contacts.calls.reading import FACTS
from streams.contacts.calls.steps import STEPS
from streams.contacts.calls.view import view
from streams.contacts.channel import Channel
from streams.contacts.queueing import QueueCourse, due

CHANNEL: Final = Channel(facts=FACTS, steps=STEPS, course=QueueCourse, due=due, describe=view)
