"""The channel of chats."""

from typing import Final

from streams.contacts.channel import Channel
from streams.contacts.chats.course import ChatCourse, due
from streams.contacts.chats.reading import FACTS
from streams.contacts.chats.steps import STEPS
from streams.contacts.chats.view import view

CHANNEL: Final = Channel(facts=FACTS, steps=STEPS, course=ChatCourse, due=due, describe=view, revives=True)
