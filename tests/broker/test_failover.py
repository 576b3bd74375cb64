"""A cluster whose nodes are killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from streams.broker import Broker
from tests.broker.kafka_client import create_topic, read, send

if TYPE_CHECKING:
    from pathlib import Path


def test_a_killed_broker_comes_back_at_its_address_with_all_it_acknowledged(tmp_path: Path) -> None:
    with Broker(data_dir=tmp_path) as broker:
        address = broker.address
        topic = create_topic(address)
        send(address, topic, b"acknowledged")
        broker.kill()
        assert list(broker.dead) == [1]
        assert broker.java_pids == []
        broker.restart()
        assert not broker.dead
        assert broker.address == address
        assert read(address, topic, 1) == [b"acknowledged"]
        with pytest.raises(RuntimeError, match="started already"):
            broker.start()
        assert broker.alive
    assert list(broker.dead) == [1]


def test_of_three_nodes_one_may_be_killed(tmp_path: Path) -> None:
    with Broker(data_dir=tmp_path, nodes=3) as broker:
        addresses = broker.address.split(",")
        assert len(set(addresses)) == 3
        topic = create_topic(broker.address, copies=3)
        send(broker.address, topic, b"before")
        broker.kill(1)
        assert list(broker.dead) == [1]
        send(broker.address, topic, b"after")
        assert read(broker.address, topic, 2) == [b"before", b"after"]
        broker.kill()  # an orderly end of the two takes five seconds
