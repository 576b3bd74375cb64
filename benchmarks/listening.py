"""`python -m benchmarks.listening`: texts a second with everything on, as a contacts task hears them, on one core.

The texts are those of the simulator's chats, in three languages, heard in batches: language, sentiment, abuse,
apologies, closings, canned and repeated texts, manners and phrases.
"""

import gc
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from streams.contacts.canned import CannedTexts
from streams.contacts.contact import Contact
from streams.contacts.listening import Listening, spoken_in
from streams.engine.clock import Clock
from streams.engine.outbox import Outbox
from streams.engine.stage import Context
from streams.events.times import micros
from streams.events.types import ChatMessaged, Event
from streams.simulator import load_plan, simulate
from streams.text.scorer import Scorer

START_US: Final = 1_767_600_000_000_000
DAY_US: Final = 86_400_000_000
SIZES: Final = (1, 16, 64, 256)
MESSAGES: Final = 20_000
LEAST: Final = 4_000
"""Of small batches."""


def messages() -> list[Event]:
    """Of simulated chats, in the order in which they were written."""
    plan = load_plan("default")
    written: Iterator[Event] = (
        event
        for event in simulate(plan, seed=5, start_us=START_US, end_us=START_US + 30 * DAY_US)
        if isinstance(event, ChatMessaged) and spoken_in(event) is not None
    )
    return list(islice(written, MESSAGES))


def texts_a_second(events: Sequence[Event], size: int) -> float:
    """Heard anew from the first, by CPU time."""
    scorer = cache(Scorer.load)
    scorer()
    context = Context(0, 1, Clock(("chats",), 0, live=False), Outbox(lambda: None, 1))  # type: ignore[arg-type, return-value]  # nothing is sent
    listening = Listening(scorer, CannedTexts(context))
    contacts: dict[str, Contact] = {}
    gc.collect()
    began = time.process_time()
    for start in range(0, len(events), size):
        batch = events[start : start + size]
        listening.prepare(batch)
        for event in batch:
            contact = contacts.get(event.subject)
            if contact is None:
                contact = contacts[event.subject] = Contact(event.subject, "chat")
            listening.hear(event, contact, micros(event.time))
    return len(events) / (time.process_time() - began)


def main() -> None:
    """Print a line a batch size."""
    events = messages()
    length = sum(len(event.data.text) for event in events) / len(events)  # type: ignore[attr-defined]  # messages have it
    print(f"{len(events):,} messages of {length:.0f} characters")
    for size in SIZES:
        some = events if size > min(SIZES) else events[:LEAST]
        print(f"batches of {size:3}: {texts_a_second(some, size):9,.0f} texts/s")


if __name__ == "__main__":
    main()
