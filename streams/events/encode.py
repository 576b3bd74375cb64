"""An event as bytes: CloudEvents structured mode, JSON."""

from typing import Final

import msgspec

from streams.events.types import ClockTicked, Event

STRUCTURED_HEADERS: Final = (("content-type", b"application/cloudevents+json"),)
"""Worth sending to readers that choose by it; ours recognise the value without."""

_encoder: Final = msgspec.json.Encoder()


def encode(event: Event) -> bytes:
    if type(event) is ClockTicked and not event.subject:
        tick: dict[str, object] = msgspec.to_builtins(event)
        del tick["subject"]  # CloudEvents knows an absent subject, but no empty one
        return _encoder.encode(tick)
    return _encoder.encode(event)
