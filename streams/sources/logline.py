"""One line of a queue_log, taken apart."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import blake2b

import msgspec

from streams.events.times import LAST_US, moment
from streams.sources.outcome import Why, shown

FIELDS = 5
LONGEST_ID = 256


class Malformed(Exception):
    """A line that is not as Asterisk writes it."""

    def __init__(self, detail: str, reason: Why = Why.MALFORMED) -> None:
        super().__init__(detail)
        self.reason = reason


class Silent(Exception):
    """A line that says nothing that is measured."""


class Line(msgspec.Struct, frozen=True):
    """A line taken apart; `args` are d1 and so on, without a last empty one."""

    at: datetime
    at_us: int
    uniqueid: str
    queue: str
    agent: str
    event: str
    args: list[str]
    id: str

    def argument(self, index: int) -> str:
        return self.args[index] if index < len(self.args) else ""


def parse(text: str) -> Line:
    fields = text.split("|")
    if len(fields) < FIELDS:
        raise Malformed(f"{len(fields)} fields, at least {FIELDS} were expected: {shown(text)}")
    epoch, uniqueid, queue, agent, event, *args = fields
    try:
        us = int(epoch) * 1_000_000 if epoch.isdigit() else int(Decimal(epoch) * 1_000_000)
    except (InvalidOperation, ValueError, OverflowError):
        us = -1
    if not 0 <= us < LAST_US:
        raise Malformed(f"{shown(epoch)} is no time in seconds since 1970", Why.BAD_TIME)
    for name in (uniqueid, queue, agent):
        if len(name) > LONGEST_ID:
            raise Malformed(f"an id of {len(name)} characters")
    if args and not args[-1]:
        args.pop()
    digest = blake2b(text.encode(), digest_size=9).hexdigest()
    return Line(moment(us), us, uniqueid, queue, agent, event, args, f"{epoch[:20]}-{digest}")


def whole_number(text: str, most: int = 1_000_000) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 12) or int(text) > most:  # noqa: PLR2004  digits of `most`
        return None
    return int(text)
