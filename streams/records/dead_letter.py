"""What goes out on `deadletters`: a record nobody could judge, as it came, with the reason."""

from streams.records.base import Record


class DeadLetter(Record, frozen=True, kw_only=True, gc=False):
    """Bytes stand as base64, so that whatever came in can be sent again unchanged."""

    reason: str
    detail: str
    topic: str
    partition: int
    offset: int
    timestamp: str
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...] = ()
