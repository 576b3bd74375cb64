"""What all outgoing records share."""

from typing import Literal
from urllib.parse import quote

import msgspec

ContactChannel = Literal["call", "chat", "ticket"]
Channel = Literal["call", "chat", "ticket", "all"]
ScopeKind = Literal["queue", "team", "agent", "all"]


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of what is written as one JSON object; every field is always there unless its struct omits defaults."""


class Scope(Record, frozen=True, kw_only=True, gc=False):
    """Whom a figure is about; of kind `all` the id is `all`."""

    kind: ScopeKind
    id: str


class Words(Record, frozen=True, kw_only=True, gc=False):
    """One sentence for people in the languages of the house."""

    en: str
    fa: str
    ar: str


def joined_key(*parts: str) -> bytes:
    """A record's key: its parts percent-escaped, so that a slash only ever separates; times keep their colons."""
    return "/".join(quote(part, safe=":") for part in parts).encode()
