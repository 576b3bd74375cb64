"""Logging: one format for all, and never what a customer wrote."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from streams.events.payloads import Messaged
from streams.logs import set_up_logs

SECRET = "my card number is 4111"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_our_messages_and_the_libraries_have_one_format(out: io.StringIO) -> None:
    set_up_logs("json", stream=out)
    structlog.get_logger("streams.worker").info("started", partitions=8)
    logging.getLogger("faust.app").warning("rebalanced %s", "now")
    ours, theirs = logged(out)
    assert (ours["event"], ours["level"], ours["logger"], ours["partitions"]) == (
        "started",
        "info",
        "streams.worker",
        8,
    )
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("rebalanced now", "warning", "faust.app")
    assert ours["timestamp"].endswith("Z")


def test_the_console_format_is_for_people(out: io.StringIO) -> None:
    set_up_logs("console", stream=out)
    structlog.get_logger("streams.worker").info("started", partitions=8)
    assert "started" in out.getvalue()
    assert "partitions=8" in out.getvalue()
    assert "\x1b" not in out.getvalue(), "no colours into a file"


def test_quieter_levels_are_dropped(out: io.StringIO) -> None:
    set_up_logs("json", "warning", stream=out)
    structlog.get_logger("streams.worker").info("started")
    assert out.getvalue() == ""


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_texts_of_customers_do_not_come_through(out: io.StringIO, log_format: Any) -> None:
    set_up_logs(log_format, "debug", stream=out)
    message = Messaged(speaker="customer", text=SECRET)
    log = structlog.get_logger("streams.worker")
    log.info("in", text=SECRET)
    log.info("in", event_in=message, raw=SECRET.encode(), many=[message, {"text": SECRET}])
    logging.getLogger("faust").warning("failed on %r and %r", message, SECRET.encode())
    logging.getLogger("faust").warning("failed on %(text)r", {"text": message})
    logging.getLogger("aiokafka").debug("sending %s", SECRET)
    assert out.getvalue().count("\n") >= 4
    assert SECRET not in out.getvalue()


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_tracebacks_come_without_local_variables(out: io.StringIO, log_format: Any) -> None:
    set_up_logs(log_format, stream=out)
    text = SECRET
    try:
        len(text) / 0
    except ZeroDivisionError:
        structlog.get_logger("streams.worker").exception("broke")
    assert "ZeroDivisionError" in out.getvalue()
    assert SECRET not in out.getvalue()


def test_setting_it_up_twice_does_not_say_everything_twice(out: io.StringIO) -> None:
    set_up_logs("json", stream=out)
    set_up_logs("json", stream=out)
    structlog.get_logger("streams.worker").info("once")
    assert len(logged(out)) == 1


def test_that_a_new_broker_has_no_coordinator_yet_is_no_error(out: io.StringIO) -> None:
    set_up_logs("json", stream=out)
    library = logging.getLogger("aiokafka.consumer.group_coordinator")
    library.error("Group Coordinator Request failed: %s", "[Error 15] GroupCoordinatorNotAvailableError")
    library.error("Group Coordinator Request failed: %s", "[Error 30] GroupAuthorizationFailedError")
    assert [one["level"] for one in logged(out)] == ["info", "error"]
