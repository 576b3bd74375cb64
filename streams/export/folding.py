"""A bounded number of label values: the first queues keep their names, the rest is `other`."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final

from streams.export.histogram import EMPTY, Histogram
from streams.export.text import clean

OTHER: Final = "other"


class Names:
    """Gives queues their label. Who came first keeps it as long as the process lives.

    `on_fold` is called once, when the first queue goes without.
    """

    __slots__ = ("_labels", "_limit", "_on_fold", "_taken", "folded")

    def __init__(self, limit: int, on_fold: Callable[[str], None]) -> None:
        self._limit = limit
        self._on_fold = on_fold
        self._labels: dict[str, str] = {}
        self._taken = {OTHER}
        self.folded: set[str] = set()
        """Queues that are told as `other`."""

    def learn(self, queues: Iterable[str]) -> None:
        """Give labels to queues that have none, in this order."""
        for queue in queues:
            if queue in self._labels:
                continue
            label = clean(queue)
            if len(self._taken) > self._limit or label in self._taken:
                self._labels[queue] = OTHER
                if not self.folded:
                    self._on_fold(queue)
                self.folded.add(queue)
                continue
            self._labels[queue] = label
            self._taken.add(label)

    def __getitem__(self, queue: str) -> str:
        return self._labels[queue]


class Folded:
    """Counters and histograms of many as one, which never goes down.

    It grows by what each member grew by since it was seen last. So when a partition goes to another worker
    its queues stop counting here, and when it comes back they go on from where they are then.
    """

    __slots__ = ("_last_counts", "_last_histograms", "counts", "histograms")

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.histograms: dict[str, Histogram] = {}
        self._last_counts: dict[Hashable, Mapping[str, int]] = {}
        self._last_histograms: dict[Hashable, Mapping[str, Histogram]] = {}

    def take(self, member: Hashable, counts: Mapping[str, int], histograms: Mapping[str, Histogram]) -> None:
        """Add what a member grew by; all it has when it was not met before."""
        last_counts = self._last_counts.get(member, {})
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count - last_counts.get(name, 0)
        last = self._last_histograms.get(member, {})
        for name, histogram in histograms.items():
            grown = histogram.less(last.get(name, EMPTY))
            self.histograms[name] = self.histograms.get(name, EMPTY).plus(grown)
        self.meet(member, counts, histograms)

    def meet(self, member: Hashable, counts: Mapping[str, int], histograms: Mapping[str, Histogram]) -> None:
        """Only remember where a member stands: it came from another worker, which told of it so far."""
        self._last_counts[member] = counts
        self._last_histograms[member] = histograms
