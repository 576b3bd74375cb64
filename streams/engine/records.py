"""What goes in and what is refused."""

from typing import Protocol


class Record(Protocol):
    """One record as the Kafka client hands it over."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    """Milliseconds since the epoch."""
    timestamp_type: int | None
    """0 for the producer's clock, 1 for the broker's."""
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]


class Rejected(Exception):
    """A record cannot be decoded or judged; it becomes a dead letter and the stage goes on.

    `reason` comes from a small fixed set (it is a metric label); `detail` is for people.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
