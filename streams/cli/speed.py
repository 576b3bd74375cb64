"""The option --speed, as replay and simulate take it."""

from typing import Annotated

import typer

MAX = "max"
SpeedOption = Annotated[str, typer.Option("--speed", help="max, real, or N times real time.")]


def parse_speed(text: str) -> float | None:
    """Times real time; None: as fast as it goes."""
    if text == MAX:
        return None
    if text == "real":
        return 1.0
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not speed > 0:
        raise typer.BadParameter("max, real, or a number above 0", param_hint="--speed")
    return speed
