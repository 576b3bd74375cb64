"""The option --speed, as replay and simulate take it."""

from typing import Annotated

import typer

SpeedOption = Annotated[str, typer.Option("--speed", help="max, real, or N times real time.")]


def parse_speed(text: str) -> float | None:
    """Times real time; None: as fast as it goes."""
    from streams.sources import pace
    from streams.sources.outcome import SourceError

    try:
        return pace.parse_speed(text)
    except SourceError as error:
        raise typer.BadParameter(str(error), param_hint="--speed") from None
