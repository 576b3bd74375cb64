"""Kafka clients as the tasks need them."""

from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

BATCH_BYTES = 1 << 20
LEDGER_FETCH_BYTES = 8 << 20
TRANSACTION_TIMEOUT_MS = 30_000


class Clients:
    """Makes transactional producers and ledger readers for one application.

    `security` holds the client's TLS and SASL arguments.
    """

    def __init__(self, bootstrap: str, app_id: str, security: dict[str, Any]) -> None:
        self._common = {"bootstrap_servers": bootstrap, **security}
        self._app_id = app_id

    def producer(self, task: str) -> AIOKafkaProducer:
        """The producer of one task; starting it fences any other of the same task."""
        return AIOKafkaProducer(
            transactional_id=f"{self._app_id}-{task}",
            transaction_timeout_ms=TRANSACTION_TIMEOUT_MS,
            max_batch_size=BATCH_BYTES,
            linger_ms=0,
            **self._common,
        )

    def consumer(self) -> AIOKafkaConsumer:
        """A group-less reader of committed records, from the earliest on."""
        return AIOKafkaConsumer(
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=20,
            max_partition_fetch_bytes=LEDGER_FETCH_BYTES,
            **self._common,
        )
