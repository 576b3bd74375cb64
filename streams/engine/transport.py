"""Faust's Kafka transport, changed to hand a stream one message for a whole fetched batch.

This leans on private parts of faust-streaming and aiokafka, which are therefore pinned exactly.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any, cast

import aiokafka
from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, AppT
from faust.types.tuples import ConsumerMessage

from streams.engine.progress import Progress

FETCH_MAX_WAIT_MS = 100
LOOK_EVERY_S = 0.1
"""How long to wait for records before looking again how far everything was read."""
REQUEST_TIMEOUT_MS = 40_000
"""Of one request to the broker; Faust's own setting bounds the whole recovery and is far longer."""

Seek = Callable[[set[TP]], Awaitable[dict[TP, int]]]


class BatchConsumerThread(driver.AIOKafkaConsumerThread):
    """Reads committed records only, wakes early, and lets Faust's own assignor co-assign equal partitions."""

    def _create_worker_consumer(self, transport: driver.Transport) -> aiokafka.AIOKafkaConsumer:
        conf = self.app.conf
        self._assignor = self.app.assignor
        return aiokafka.AIOKafkaConsumer(
            client_id=conf.broker_client_id,
            group_id=conf.id,
            bootstrap_servers=driver.server_list(transport.url, transport.default_port),
            partition_assignment_strategy=[self._assignor],
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_records=conf.broker_max_poll_records,
            max_poll_interval_ms=int(conf.broker_max_poll_interval * 1000),
            max_partition_fetch_bytes=conf.consumer_max_fetch_size,
            fetch_max_wait_ms=FETCH_MAX_WAIT_MS,
            request_timeout_ms=REQUEST_TIMEOUT_MS,
            check_crcs=conf.broker_check_crcs,
            session_timeout_ms=int(conf.broker_session_timeout * 1000),
            rebalance_timeout_ms=int(conf.broker_rebalance_timeout * 1000),
            heartbeat_interval_ms=int(conf.broker_heartbeat_interval * 1000),
            isolation_level="read_committed",
            metadata_max_age_ms=conf.consumer_metadata_max_age_ms,
            connections_max_idle_ms=conf.consumer_connections_max_idle_ms,
            **batching(self.app).security,
        )

    def progress(self, tp: TP, before: Progress | None) -> Progress | None:
        """How far `tp` was read, `before` being what this said last time; None while not known.

        The client has at most one fetch in flight to a broker: an answer was asked for after the one before.
        """
        consumer = self._consumer
        if consumer is None or tp not in consumer.assignment():
            return None
        # There is no public way to the position without a round trip through the consumer's thread.
        state = consumer._fetcher._subscriptions.subscription.assignment.state_value(tp)
        if state is None or not state.has_valid_position:
            return None
        polled_ms = state.timestamp  # read before the end, which the client's thread sets first
        end = state.lso
        if polled_ms is None or end is None:
            return None
        if before is not None and polled_ms == before.polled_ms:
            asked_after_ms = before.asked_after_ms
        else:
            asked_after_ms = None if before is None else before.polled_ms
        return Progress(state.position, end, polled_ms, asked_after_ms)

    async def tell_group(self, offsets: dict[TP, int]) -> None:
        """See `BatchConsumer.tell_group`; Faust's own commit would end the worker when the broker is away."""
        consumer = self._ensure_consumer()
        ours = {aiokafka.TopicPartition(*tp): offset for tp, offset in offsets.items() if tp in self.assignment()}
        if not ours:
            return
        with suppress(KafkaError):
            await consumer.commit(ours)


class BatchConsumer(driver.Consumer):
    """Yields one message per partition and fetch, its value the list of records."""

    _thread: BatchConsumerThread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._looks: dict[TP, Progress] = {}

    def _new_consumer_thread(self) -> BatchConsumerThread:
        return BatchConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, ConsumerMessage]]:  # noqa: ASYNC109 - Faust's signature
        """Fetch; what a rebalance made stale is dropped here and fetched again by the new owner."""
        fetched, active = await self._wait_next_records(min(timeout, LOOK_EVERY_S))
        generation = self.app.consumer_generation_id
        if fetched is None or self.should_stop or not self.flow_active:
            return
        transport = batching(self.app)
        ours, delivered = transport.topics, transport.delivered
        self._look(ours)
        for tp, records in fetched.items():  # before the first is handed on: lag is told by it
            delivered[tp] = records[-1].offset + 1
        for tp, records in fetched.items():
            if self._stale(generation):
                return
            if tp not in (active or set()) | self._buffered_partitions:
                continue
            if tp.topic not in ours:
                for record in records:
                    yield tp, self._to_message(tp, record)
                continue
            last = records[-1]
            yield (
                tp,
                ConsumerMessage(
                    topic=tp.topic,
                    partition=tp.partition,
                    offset=last.offset,
                    timestamp=last.timestamp / 1e3,
                    timestamp_type=last.timestamp_type,
                    headers=None,
                    key=None,
                    value=cast("bytes", records),  # the one place where a message is a whole batch
                    checksum=None,
                    serialized_key_size=0,
                    serialized_value_size=0,
                    tp=tp,
                    generation_id=generation,
                ),
            )

    def _stale(self, generation: int) -> bool:
        """A rebalance began since the fetch."""
        return not self.flow_active or self.app.consumer_generation_id != generation

    async def perform_seek(self) -> None:
        """Recover the tasks of what was assigned, then go on where their ledgers say."""
        self._looks.clear()
        offsets = await batching(self.app).seek(self.assignment())
        if offsets:
            await self.seek_wait(offsets)
            for tp, offset in offsets.items():
                self._read_offset[tp] = offset or None

    def progress(self, tp: TP) -> Progress | None:
        """How far `tp` was read when records were last taken; None while not known."""
        return self._looks.get(tp)

    def _look(self, topics: frozenset[str]) -> None:
        """Only here do the positions stand still and agree with what was taken."""
        looks = {tp: self._thread.progress(tp, self._looks.get(tp)) for tp in self.assignment() if tp.topic in topics}
        self._looks = {tp: look for tp, look in looks.items() if look is not None}

    async def tell_group(self, offsets: dict[TP, int]) -> None:
        """Commit offsets to the group, only for tools that show lag: that it fails is no harm."""
        await self._thread.call_thread(self._thread.tell_group, offsets)


class QuietProducer(driver.Producer):
    """Faust starts a producer of its own, which nothing here sends through; it still has to log in."""

    def _settings_default(self) -> dict[str, Any]:
        return {**super()._settings_default(), "security_protocol": "PLAINTEXT"}

    def _settings_auth(self) -> dict[str, Any]:
        return dict(batching(self.app).security)


class BatchTransport(driver.Transport):
    """`topics` are read in batches; `seek` recovers the owners of an assignment and says where each goes on.

    `security` holds the Kafka client's TLS and SASL arguments.
    """

    Consumer = BatchConsumer
    Producer = QuietProducer

    def __init__(self, url: Any, app: Any, *, topics: frozenset[str], seek: Seek, security: dict[str, Any]) -> None:
        super().__init__(url, app)
        self.topics = topics
        self.seek = seek
        self.security = security
        self.delivered: dict[TP, int] = {}
        """The offset after the last record handed to a stream."""


def batching(app: AppT) -> BatchTransport:
    """The app's transport, which is ours."""
    return cast("BatchTransport", app.transport)
