"""Logging for the whole process: structlog's and the libraries' messages in one format, never what customers wrote."""

import logging
import sys
from collections.abc import Mapping
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Faust tells its whole inner life at info level, and at debug level whole records, so the texts of customers.
LIBRARIES_AT_LEAST = logging.WARNING
LIBRARIES = (
    "aiohttp",
    "aiokafka",
    "asyncio",
    "faust",
    "mode",
    "streams.engine.application",
    "streams.engine.transport",
)
"""The last two are ours by name, but what they log is Faust's: its parts log as the module they are derived in."""

HIDDEN_KEYS = frozenset({"comment", "data", "password", "text", "texts", "utterance"})
HIDDEN = "(hidden)"

_PLAIN = (str, int, float, bool, type(None), BaseException)


def set_up_logs(
    log_format: Literal["console", "json"] = "console", level: str = "info", stream: TextIO | None = None
) -> None:
    """To `stream` (default: standard error, so that standard output stays free for what a command prints)."""
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_texts,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # tests set it up more than once
    )
    handler = logging.StreamHandler(out)
    handler.addFilter(hide_arguments)
    handler.addFilter(calm)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(log_format, out)],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(max(root.level, LIBRARIES_AT_LEAST))


def hide_texts(_logger: WrappedLogger, _method: str, event_dict: EventDict) -> EventDict:
    """Telling keys are blanked, and of objects (events, records) only the type is named."""
    for key, value in event_dict.items():
        if key in HIDDEN_KEYS:
            event_dict[key] = HIDDEN
        elif not key.startswith("_") and key != "exc_info":
            event_dict[key] = without_contents(value)
    return event_dict


def calm(record: logging.LogRecord) -> bool:
    """A new broker has no group coordinator for a second, and the client asks again: that is no error."""
    if record.name.startswith("aiokafka.") and "GroupCoordinatorNotAvailableError" in record.getMessage():
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


def hide_arguments(record: logging.LogRecord) -> bool:
    """The same for messages of the libraries ("%r" of a record or of an event); never drops a message."""
    if isinstance(record.args, tuple):
        record.args = tuple(_without_text(argument) for argument in record.args)
    elif record.args:
        record.args = {key: _without_text(argument) for key, argument in record.args.items()}
    return True


def without_contents(value: object) -> object:
    """Plain values and lists of them pass; anything else could carry a text, so its type must do."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [without_contents(item) for item in value]
    if isinstance(value, Mapping):
        return {key: HIDDEN if key in HIDDEN_KEYS else without_contents(item) for key, item in value.items()}
    return _named(value)


def _without_text(argument: object) -> object:
    """Faust's and aiokafka's own objects are left to print themselves; records and our structs are not."""
    carries = isinstance(argument, bytes) or hasattr(argument, "__struct_fields__") or hasattr(argument, "checksum")
    return _named(argument) if carries else argument


def _named(value: object) -> str:
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else f"<{type(value).__name__}>"


def _renderers(log_format: str, out: TextIO) -> list[Processor]:
    """Tracebacks without local variables: those hold the texts."""
    if log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    colours = out.isatty()
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=plain)]
