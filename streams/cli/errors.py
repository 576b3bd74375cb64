"""The errors that a user of any command can meet, in plain words; loaded only when there is one."""

import errno

from aiokafka.errors import KafkaConnectionError, KafkaError

from streams.broker import BrokerError
from streams.cli.common import EXIT_WRONG_INPUT
from streams.engine.topics import WrongTopic
from streams.policy import PolicyError
from streams.settings import SettingsError
from streams.text.model import WeightsError

EXIT_UNAVAILABLE = 69
EXIT_PORT_TAKEN = 71


def in_plain_words(error: Exception, broker: str) -> tuple[str, int] | None:
    """What to say and the exit code; None of an error that is a bug and keeps its traceback."""
    said: tuple[str, int] | None = None
    match error:
        case SettingsError() | PolicyError() | WrongTopic() | WeightsError():
            said = str(error), EXIT_WRONG_INPUT
        case BrokerError():
            said = str(error), error.exit_code
        case KafkaConnectionError():
            where = f" at {broker}" if broker else ""
            start = "Start one with 'pasokh broker', or set PASOKH_BROKER."
            said = f"no Kafka broker answers{where} ({error}). {start}", EXIT_UNAVAILABLE
        case KafkaError():
            said = f"Kafka refused: {error!r}", EXIT_UNAVAILABLE
        case FileNotFoundError():
            said = f"{error.filename}: no such file", EXIT_WRONG_INPUT
        case OSError(errno=errno.EADDRINUSE):
            said = f"{error.strerror}; set another one with PASOKH_WEB_PORT", EXIT_PORT_TAKEN
    return said
