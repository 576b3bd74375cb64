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
from streams.engine.outbox import Batch
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


def test_a_record_batch_still_holds_a_builder_that_says_none_when_it_is_full() -> None:
    batch = Batch(BatchBuilder(100, 0))
    assert batch.add(0, b"k", b"v" * 60, [])
    assert not batch.add(0, b"k", b"v" * 60, [])
    closed = batch.closed()
    assert closed.closed()
    assert closed.record_count() == 1
    assert list(inspect.signature(BatchBuilder._set_producer_state).parameters)[1:] == [
        "producer_id",
        "producer_epoch",
        "base_sequence",
    ]


def test_a_batch_filled_past_the_wrapping_is_the_same_to_the_byte() -> None:
    ours, theirs = Batch(BatchBuilder(1000, 0, is_transactional=True)), BatchBuilder(1000, 0, is_transactional=True)
    for number in range(5):
        ours.add(7, b"key", b"value %d" % number, [("name", b"text")])
        theirs.append(timestamp=7, key=b"key", value=b"value %d" % number, headers=[("name", b"text")])
    assert bytes(ours.closed()._build()) == bytes(theirs._build())
