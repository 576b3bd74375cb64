"""What the transport overrides in pinned libraries is still there; an upgrade that moves it fails here."""

from __future__ import annotations

import inspect

import pytest
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.subscription_state import TopicPartitionState
from aiokafka.producer.message_accumulator import BatchBuilder
from faust import App
from faust.transport import consumer as base
from faust.transport.drivers import aiokafka as driver

from streams.engine.application import BareApp
from streams.engine.transport import BatchConsumer, BatchConsumerThread, QuietProducer


@pytest.mark.parametrize(
    ("ours", "theirs", "name"),
    [
        (BareApp, App, "_create_directories"),
        (BareApp, App, "on_started"),
        (BatchConsumer, driver.Consumer, "_new_consumer_thread"),
        (BatchConsumer, base.Consumer, "getmany"),
        (BatchConsumer, base.Consumer, "perform_seek"),
        (BatchConsumerThread, driver.AIOKafkaConsumerThread, "_create_worker_consumer"),
        (QuietProducer, driver.Producer, "_settings_auth"),
        (QuietProducer, driver.Producer, "_settings_default"),
    ],
)
def test_an_overridden_method_still_has_its_signature(ours: type, theirs: type, name: str) -> None:
    assert list(inspect.signature(getattr(ours, name)).parameters) == list(
        inspect.signature(getattr(theirs, name)).parameters
    )


@pytest.mark.parametrize("name", ["_wait_next_records", "_to_message", "assignment", "seek_wait", "on_buffer_full"])
def test_what_the_batch_consumer_calls_is_still_there(name: str) -> None:
    assert callable(getattr(driver.Consumer, name))


def test_the_drain_loop_still_hands_over_one_message_at_a_time() -> None:
    source = inspect.getsource(base.Consumer._drain_messages)
    assert "getmany(timeout=1.0)" in source
    assert "callback(message)" in source


def test_the_client_still_keeps_positions_where_lag_is_read() -> None:
    assert {"position", "has_valid_position"} <= set(dir(TopicPartitionState))
    assert "_subscriptions" in inspect.getsource(Fetcher.__init__)


def test_a_record_batch_still_says_none_when_it_is_full() -> None:
    assert "Returns:" in (inspect.getdoc(BatchBuilder.append) or "")
    batch = BatchBuilder(100, 0)
    assert batch.append(timestamp=0, key=b"k", value=b"v" * 60, headers=[]) is not None
    assert batch.append(timestamp=0, key=b"k", value=b"v" * 60, headers=[]) is None
