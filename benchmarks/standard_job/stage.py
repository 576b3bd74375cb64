"""The standard job as a stage of Pasokh's engine."""

from typing import Any

import msgspec

from streams.engine.records import Record, Rejected
from streams.engine.stage import Context


class Event(msgspec.Struct, tag_field="type", gc=False):
    id: str
    time: float
    source: str
    queue: str


class Queued(Event, tag="call.queued", gc=False):
    call_id: str
    customer_id: str


class Answered(Event, tag="call.answered", gc=False):
    call_id: str
    agent_id: str


class Message(Event, tag="chat.message", gc=False):
    chat_id: str
    sender: str
    text: str


class Window(msgspec.Struct, array_like=True, gc=False):
    queued: int = 0
    answered: int = 0
    wait_s: float = 0.0
    within: int = 0
    messages: int = 0


_decode = msgspec.json.Decoder(Queued | Answered | Message).decode
_encode = msgspec.json.Encoder().encode


class StandardJob:
    """Joins by call id and publishes each changed window once a commit."""

    def __init__(self, context: Context, out_topic: str) -> None:
        self._context = context
        self._out_topic = out_topic
        self._calls = context.table("calls", float)
        self._windows = context.table("windows", Window)
        self._by_queue: dict[tuple[str, int], tuple[str, Window]] = {}
        self._changed: dict[str, Window] = {}

    def decode(self, record: Record) -> tuple[int, Any]:
        try:
            event = _decode(record.value or b"")
        except ValueError as error:
            raise Rejected("invalid", str(error)) from error
        return int(event.time * 1_000_000), event

    def fold(self, event: Any, at_us: int | None) -> None:  # noqa: ARG002  the protocol's
        where = event.queue, int(event.time // 60)
        found = self._by_queue.get(where)
        if found is None:
            found = self._by_queue[where] = f"{where[0]}|{where[1]}", Window()
        key, window = found
        kind = type(event)
        if kind is Queued:
            self._calls.put(event.call_id, event.time)
            window.queued += 1
        elif kind is Answered:
            queued_s = self._calls.get(event.call_id)
            if queued_s is None:
                return
            self._calls.delete(event.call_id)
            wait_s = event.time - queued_s
            window.answered += 1
            window.wait_s += wait_s
            window.within += wait_s <= 20
        else:
            window.messages += 1
        self._changed[key] = window

    def fire(self, key: str, at_us: int) -> None:
        """No timers."""

    def recovered(self) -> None:
        for key, window in self._windows.items():
            queue, _, minute = key.partition("|")
            self._by_queue[queue, int(minute)] = key, window

    def moved(self, now_us: int) -> None:
        """Windows never close here: the peers keep them, too."""

    def flush(self) -> None:
        send, partition = self._context.out.send, self._context.partition
        for key, window in self._changed.items():
            self._windows.put(key, window)
            send(self._out_topic, key.encode(), _encode(window), partition)
        self._changed.clear()

    def pending(self) -> bool:
        return False
