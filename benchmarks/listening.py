"""`python -m benchmarks.listening`: texts a second with everything on, as a contacts task hears them, on one core.

The texts are those of the simulator's chats, in three languages, heard in batches: language, sentiment, abuse,
apologies, closings, canned and repeated texts, manners and phrases.
"""

import gc
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Final

from msgspec import structs

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
USUAL: Final = 90
"""Characters of a message, in the sets that the models were made from."""
LEAST: Final = 4_000
"""Of small batches."""


def longer(events: Sequence[ChatMessaged]) -> Iterator[Event]:
    """With texts of some `USUAL` characters: each with what was written elsewhere in the language after it."""
    for event, other in pairwise(events):
        text = event.data.text
        more = other.data.text if len(text) < USUAL else ""
        yield structs.replace(event, data=structs.replace(event.data, text=f"{text} {more}".strip()))


def messages() -> list[ChatMessaged]:
    """Of simulated chats, in the order in which they were written."""
    plan = load_plan("default")
    written = (
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
    as_written = messages()
    for events in (as_written, list(longer(as_written))):
        lengths = [len(spoken.text) for event in events if (spoken := spoken_in(event)) is not None]
        print(f"everything on, {len(events):,} messages of {sum(lengths) / len(lengths):.0f} characters")
        for size in SIZES:
            some = events if size > min(SIZES) else events[:LEAST]
            print(f"  batches of {size:3}: {texts_a_second(some, size):9,.0f} texts/s")


if __name__ == "__main__":
    main()
