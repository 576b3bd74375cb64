"""Draws docs/images/demo.svg: the demo's table after a simulated day, the same every time.

`python -m scripts.demo_picture` writes it anew. The events are simulated and folded by the stages
themselves, without Kafka; only the drawing is made for paper.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiokafka.producer.message_accumulator import BatchBuilder
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from streams.app.stages import build_stages
from streams.demo.drawing import drawn
from streams.demo.standing import Standing
from streams.engine.clock import Clock
from streams.engine.outbox import NO_HEADERS, Headers, Outbox
from streams.engine.stage import Context
from streams.events.times import micros
from streams.events.topics import topic_of
from streams.events.types import Event
from streams.measures.pane import decode_pane
from streams.policy import Policy
from streams.records import decode_metric
from streams.settings import Settings
from streams.simulator import load_plan, simulate

PICTURE: Final = Path(__file__).parents[1] / "docs" / "images" / "demo.svg"
NOW: Final = datetime(2027, 3, 23, 10, 20, 40, tzinfo=UTC)
HOURS: Final = 8
SEED: Final = 7
WIDTH: Final = 116
SECOND_US: Final = 1_000_000
URLS: Final = {
    "Metrics": "http://127.0.0.1:6066/metrics",
    "Health": "http://127.0.0.1:6066/healthz",
    "Kafka": "127.0.0.1:40711",
}
SETTINGS: Final = Settings.model_construct(prefix="")
"""The defaults, whatever environment the picture is drawn in."""
STAGES: Final = build_stages(SETTINGS, Policy())
FONT_FACES: Final = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


class Kept(Outbox):
    """Keeps what a stage sends, by topic, and sends nothing."""

    def __init__(self) -> None:
        super().__init__(lambda: BatchBuilder(0, 0), 1)
        self.values: dict[str, list[bytes]] = {}

    def send(
        self,
        topic: str,
        key: bytes | None,  # noqa: ARG002  as the outbox
        value: bytes | None,
        partition: int | None = None,  # noqa: ARG002  the same
        headers: Headers = NO_HEADERS,  # noqa: ARG002  the same
    ) -> None:
        self.values.setdefault(topic, []).append(value or b"")


def events() -> Iterator[Event]:
    """Calls of the shipped plan up to `NOW`."""
    now_us = micros(NOW)
    start_us = now_us - HOURS * 3600 * SECOND_US
    simulated = simulate(load_plan("default"), seed=SEED, start_us=start_us, end_us=now_us)
    return (event for event in simulated if topic_of(event) == "calls")


def panes(happened: Iterable[Event], clock: Clock) -> list[bytes]:
    """What one contacts task tells of them."""
    kept = Kept()
    context = Context(0, 1, clock, kept)
    logic = STAGES.contacts.logic(context)
    clock.enter("calls")
    for event in happened:
        at_us = micros(event.time)
        clock.observe(at_us)
        logic.fold(event, at_us)
    logic.flush()
    return kept.values["panes"]


def metrics(told: Iterable[bytes], clock: Clock) -> list[bytes]:
    """What one rollups task publishes of it."""
    kept = Kept()
    context = Context(0, 1, clock, kept)
    context.wall_us = micros(NOW)
    logic = STAGES.rollups.logic(context)
    for message in told:
        logic.fold(decode_pane(message), None)
    logic.flush()
    while logic.pending():
        context.wall_us += SECOND_US
        logic.flush()
    return kept.values["metrics"]


def picture() -> str:
    """The SVG, without links to fonts elsewhere."""
    clock = Clock(("calls",), round(SETTINGS.disorder_s * SECOND_US), live=False)
    standing = Standing()
    now_us = micros(NOW)
    for value in metrics(panes(events(), clock), clock):
        standing.take(decode_metric(value), now_us)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(drawn(standing, now_us, URLS, WIDTH))
    svg = console.export_svg(title="make demo", theme=SVG_EXPORT_THEME, unique_id="demo")
    return FONT_FACES.sub("", svg)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"{PICTURE.name}: {PICTURE.stat().st_size} bytes")
