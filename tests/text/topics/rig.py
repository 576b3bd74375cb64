"""A queue with a past, and what is asked of it."""

from __future__ import annotations

from streams.text.topics import Rising, Topic, phrases
from streams.text.topics.candidate import PANE_US
from tests.text.topics.talk import HOUR_US, MINUTE_US, NEW, Message

DAY_US = 24 * HOUR_US


def steady(days: int, *, an_hour: int = 30) -> Rising:
    """A queue whose contacts have asked for the same three things at all hours, in turn."""
    rising = Rising()
    said = (("delivery", "late", "delivery late"), ("invoice",), ("password", "lost", "password lost"))
    for number in range(days * 24 * an_hour):
        rising.add(f"old-{number}", said[number % 3], number * HOUR_US // an_hour)
    return rising


def asked(rising: Rising, from_us: int, times: int, *, every_us: int = MINUTE_US, what: tuple[str, ...] = NEW) -> int:
    for number in range(times):
        rising.add(f"new-{from_us}-{number}", what, from_us + number * every_us)
    return from_us + times * every_us


def shown(topics: list[Topic]) -> list[str]:
    return [topic.phrase for topic in topics]


def alarms(messages: list[Message]) -> tuple[Rising, list[tuple[int, Topic]]]:
    """Every topic as it came up, when asked each five minutes; one that stays comes once."""
    rising, found = Rising(), []
    up: set[str] = set()
    due = messages[0].at_us // PANE_US * PANE_US + PANE_US
    for at_us, contact, text in messages:
        while at_us >= due:
            topics = rising.rising(due)
            found += [(due, topic) for topic in topics if topic.phrase not in up]
            up = {topic.phrase for topic in topics}
            due += PANE_US
        rising.add(contact, phrases(text, "en"), at_us)
    return rising, found
