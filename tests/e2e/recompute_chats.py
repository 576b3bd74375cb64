"""Response times of the customer-care conversations worked out straight from their file, by none of our code.

- A conversation is a chat; it starts with its first message, which in this file is always the customer's.
- **first response**: from the start to the first message of an agent. The role agent is taken for people, all messages
  for public.
- **next response**: from the oldest customer message that is still unanswered to the next message of an agent. One
  value a turn: customer messages that follow one another start one clock, and agent messages that follow one another
  stop one. The first turn is a turn like any other, so here its value equals the first response. A measure that
  leaves it to the first response alone compares with `next_responses(...)[1:]`.
- A customer message that nobody answered gives no value (there is none in this file: each ends with an agent's
  message).
- Each value is booked at the agent's message.
- Nothing tells that a conversation ended, so no chat ends. Some answers come weeks later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Conversation:
    """`messages` are (when, "customer" or "agent") in the order of the file, which is that of their times."""

    name: str
    queue: str
    messages: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def started(self) -> datetime:
        return self.messages[0][0]


@dataclass(frozen=True)
class Response:
    answered: datetime
    """When, which is also when it is booked."""
    waited_ms: int
    """The file tells the time to the millisecond."""


def read_conversations(path: Path) -> dict[str, Conversation]:
    """By name. ValueError where messages are not in order."""
    found: dict[str, Conversation] = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            turn = json.loads(line)
            conversation = found.setdefault(turn["conversation"], Conversation(turn["conversation"], turn["company"]))
            at = datetime.fromisoformat(turn["ts"])
            if conversation.messages and at <= conversation.messages[-1][0]:
                raise ValueError(f"{conversation.name} goes back in time")
            conversation.messages.append((at, turn["role"]))
    return found


def first_response(conversation: Conversation) -> Response | None:
    for at, role in conversation.messages:
        if role == "agent":
            return Response(at, milliseconds(at - conversation.started))
    return None


def next_responses(conversation: Conversation) -> list[Response]:
    """One for each turn, the first turn's among them, in their order."""
    responses: list[Response] = []
    asked: datetime | None = None
    for at, role in conversation.messages:
        if role == "customer":
            asked = asked or at
        elif asked is not None:
            responses.append(Response(at, milliseconds(at - asked)))
            asked = None
    return responses


def milliseconds(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
