"""What every command does first and last: settings, policy, logs, and errors people can act on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from streams.policy import Policy
    from streams.settings import Settings

EXIT_WRONG_INPUT = 2
EXIT_INTERRUPTED = 130

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="TOML file with settings and policy (default: pasokh.toml if there).")
]
BrokerOption = Annotated[str | None, typer.Option("--broker", help="Kafka brokers, host:port,... (PASOKH_BROKER).")]


def read_settings(config: Path | None = None, **options: Any) -> Settings:  # noqa: ANN401 - each has its setting's type
    """Settings over the options given on the command line, and logs set up as they say."""
    from streams.logs import set_up_logs
    from streams.settings import load_settings, strangers

    settings = load_settings(config=config, **options)
    set_up_logs(settings.log_format, settings.log_level)
    for name in strangers():
        sys.stderr.write(f"pasokh: {name} is no setting of ours and has no effect\n")
    return settings


def read_policy(settings: Settings) -> Policy:
    """The policy of the file that the settings come from."""
    from streams.policy import load_policy

    default = Path("pasokh.toml")
    path = settings.config or (default if default.exists() else None)
    return load_policy(path)


def fail(message: str, code: int = EXIT_WRONG_INPUT) -> typer.Exit:
    """Say what is wrong and what to do; raise the result."""
    for line in message.splitlines():
        sys.stderr.write(f"pasokh: {line}\n")
    return typer.Exit(code)


@contextmanager
def plain_errors(broker: str = "") -> Iterator[None]:
    """Turn the errors a user can meet into lines; anything else is a bug and keeps its traceback."""
    try:
        yield
    except typer.Exit:  # said already
        raise
    except Exception as error:
        from streams.cli.errors import in_plain_words

        said = in_plain_words(error, broker)
        if said is None:
            raise
        raise fail(*said) from None
    except KeyboardInterrupt:
        raise typer.Exit(EXIT_INTERRUPTED) from None
