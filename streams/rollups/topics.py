"""What the customers of each queue write about more than they used to."""

from typing import Final

import msgspec

from streams.engine.stage import Context
from streams.measures.pane import MINUTE_US, Mentioned
from streams.text.topics.candidate import PANE_US, Candidate
from streams.text.topics.rising import Rising
from streams.text.topics.topic import Topic

MOST: Final = 10
"""Topics told of a queue."""
FORGOTTEN_US: Final = 8 * 7 * 86_400_000_000
"""By then a day of its past weighs less than half a per cent."""


class Topics:
    """A ledger record for each phrase, and one for each queue: a message changes a few phrases of thousands."""

    __slots__ = ("_asked", "_candidates", "_heads", "_queues")

    def __init__(self, context: Context) -> None:
        self._heads = context.table("topics", Rising)
        self._candidates = context.table("phrases", Candidate)
        self._queues: dict[str, Rising] = {}
        self._asked: dict[str, tuple[int, list[Topic]]] = {}
        """By queue the minute in which it was last asked what rises, and the answer."""

    def take(self, item: Mentioned) -> None:
        """Count what was mentioned."""
        queue = item.scope.id
        rising = self._queues.get(queue)
        if rising is None:
            rising = self._queues[queue] = Rising()
        for mention in item.mentions:
            for phrase in rising.add(mention.contact, mention.phrases, mention.at_us):
                candidate = rising.candidates.get(phrase)
                if candidate is None:
                    self._candidates.delete(_key(queue, phrase))
                else:
                    self._candidates.put(_key(queue, phrase), candidate)
        self._heads.put(queue, msgspec.structs.replace(rising, candidates={}))

    def of(self, queue: str, now_us: int) -> list[Topic]:
        """What rises in the queue, the clearest first; looked at once a minute."""
        rising = self._queues.get(queue)
        if rising is None:
            return []
        minute = now_us // MINUTE_US
        asked = self._asked.get(queue)
        if asked is None or asked[0] != minute:
            asked = self._asked[queue] = minute, rising.rising(now_us)[:MOST]
        return asked[1]

    def retire(self, now_us: int) -> None:
        """Forget queues of which nothing was heard for so long that nothing of it counts any more."""
        oldest = (now_us - FORGOTTEN_US) // PANE_US
        for queue in [queue for queue, rising in self._queues.items() if rising.latest < oldest]:
            for phrase in self._queues.pop(queue).candidates:
                self._candidates.delete(_key(queue, phrase))
            self._heads.delete(queue)
            self._asked.pop(queue, None)

    def recovered(self) -> None:
        """The tables are full again."""
        self._queues = {queue: msgspec.structs.replace(head, candidates={}) for queue, head in self._heads.items()}
        for key, candidate in self._candidates.items():
            queue, _, phrase = key.rpartition("/")
            self._queues[queue].candidates[phrase] = candidate


def _key(queue: str, phrase: str) -> str:
    return f"{queue}/{phrase}"  # no phrase has a slash: it is words
