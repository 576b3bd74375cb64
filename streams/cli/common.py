"""What every command does first and last: settings, policy, logs, and errors people can act on."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from aiokafka.errors import KafkaConnectionError, KafkaError

from streams.broker import BrokerError
from streams.engine.topics import WrongTopic
from streams.logs import set_up_logs
from streams.policy import Policy, PolicyError, load_policy
from streams.settings import Settings, SettingsError, load_settings, strangers

EXIT_WRONG_INPUT = 2
EXIT_UNAVAILABLE = 69
EXIT_PORT_TAKEN = 71

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="TOML file with settings and policy (default: pasokh.toml if there).")
]
BrokerOption = Annotated[str | None, typer.Option("--broker", help="Kafka brokers, host:port,... (PASOKH_BROKER).")]


def read_settings(config: Path | None = None, **options: Any) -> Settings:  # noqa: ANN401 - each has its setting's type
    """Settings over the options given on the command line, and logs set up as they say."""
    settings = load_settings(config=config, **options)
    set_up_logs(settings.log_format, settings.log_level)
    for name in strangers():
        sys.stderr.write(f"pasokh: {name} is no setting of ours and has no effect\n")
    return settings


def read_policy(settings: Settings) -> Policy:
    """The policy of the file that the settings come from."""
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
    except (SettingsError, PolicyError, WrongTopic) as error:
        raise fail(str(error)) from None
    except BrokerError as error:
        raise fail(str(error), error.exit_code) from None
    except KafkaConnectionError as error:
        where = f" at {broker}" if broker else ""
        raise fail(
            f"no Kafka broker answers{where} ({error}). Start one with 'pasokh broker', or set PASOKH_BROKER.",
            EXIT_UNAVAILABLE,
        ) from None
    except KafkaError as error:
        raise fail(f"Kafka refused: {error!r}", EXIT_UNAVAILABLE) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise fail(f"{error.strerror}; set another one with PASOKH_WEB_PORT", EXIT_PORT_TAKEN) from None
        if not isinstance(error, FileNotFoundError):
            raise
        raise fail(f"{error.filename}: no such file") from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
