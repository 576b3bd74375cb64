"""How far a partition was read, as the runner asks the consumer."""

from dataclasses import dataclass
from typing import Protocol

from faust.types import TP


@dataclass(frozen=True)
class Progress:
    """How far a partition was read when records were last taken from the client."""

    position: int
    """The next offset to take."""
    end: int
    """Of what is committed, as the broker last said."""
    polled_ms: int
    """When it said so, by our wall clock."""
    asked_after_ms: int | None
    """When it had not been asked for that end yet: the answer before came then."""


class Consumer(Protocol):
    """The part of the batch consumer that is used here."""

    def progress(self, tp: TP) -> Progress | None:
        """How far the partition was read, once known."""

    async def tell_group(self, offsets: dict[TP, int]) -> None:
        """Advisory offsets for lag tools."""

    @property
    def crashed(self) -> bool:
        """It gave up."""
