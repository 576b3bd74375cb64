"""The pure parts: lists, texts, small checks."""

from __future__ import annotations

import errno
import socket
import struct
import threading
from pathlib import Path

import pytest

from streams.broker import cache
from streams.broker.config import Ports, properties
from streams.broker.data_dir import DataDir
from streams.broker.errors import BrokerDied, DataDirInUse, DataDirMismatch, DiskTrouble, PortTaken
from streams.broker.manifest import KAFKA_VERSION, Jar, committed_jars, parse
from streams.broker.ports import check_free, free_ports
from streams.broker.postmortem import explain, tail
from streams.broker.wire import brokers_seen

LOG = Path("/data/node-1/broker.log")


def told(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines())


def test_the_committed_list_is_one_whole_kafka() -> None:
    jars = committed_jars()
    assert len({jar.filename for jar in jars}) == len(jars)
    assert all(len(jar.sha256) == 64 for jar in jars)
    assert {jar.version for jar in jars if jar.group == "org.apache.kafka"} == {KAFKA_VERSION}
    assert {"kafka_2.13", "kafka-clients", "log4j-slf4j-impl"} <= {jar.artifact for jar in jars}


def test_a_list_may_carry_remarks() -> None:
    assert parse("# remark\n\nabc  org.example:one:1.0\n") == (Jar("org.example", "one", "1.0", "abc"),)


def test_the_cache_is_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PASOKH_CACHE_DIR", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache.kafka_dir() == tmp_path / ".cache" / "pasokh" / f"kafka-{KAFKA_VERSION}"
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg")
    assert cache.cache_dir() == Path("/xdg/pasokh")
    monkeypatch.setenv("PASOKH_CACHE_DIR", "/own")
    assert cache.cache_dir() == Path("/own")


def test_one_node_needs_no_second_copy_of_anything() -> None:
    said = told(properties(1, {1: Ports(9092, 9093)}))
    assert {value for key, value in said.items() if key.endswith("replication.factor")} == {"1"}
    assert said["min.insync.replicas"] == said["transaction.state.log.min.isr"] == "1"


def test_three_nodes_keep_three_copies_two_of_them_sure() -> None:
    said = told(properties(2, {n: Ports(n, 10 + n) for n in (1, 2, 3)}))
    assert {value for key, value in said.items() if key.endswith("replication.factor")} == {"3"}
    assert said["min.insync.replicas"] == said["transaction.state.log.min.isr"] == "2"
    assert said["controller.quorum.voters"] == "1@127.0.0.1:11,2@127.0.0.1:12,3@127.0.0.1:13"


def test_a_broker_listens_on_this_machine_only() -> None:
    said = told(properties(1, {1: Ports(9092, 9093)}))
    assert said["listeners"] == "CLIENT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093"
    assert said["auto.create.topics.enable"] == "false"


def test_a_port_somebody_listens_on_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} on 127.0.0.1 is taken: stop .* or choose another"):
            check_free(port)
    check_free(port)


def test_free_ports_are_all_different() -> None:
    assert len(set(free_ports(20))) == 20


def test_a_data_directory_serves_one_broker_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.broker.data_dir.LOCK_PATIENCE_S", 0)
    first, second = DataDir(tmp_path, 1), DataDir(tmp_path, 1)
    first.acquire()
    with pytest.raises(DataDirInUse, match=f"data directory {tmp_path} is in use"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()


def test_a_cluster_keeps_its_id(tmp_path: Path) -> None:
    assert DataDir(tmp_path, 1).cluster_id() == DataDir(tmp_path, 1).cluster_id()
    assert len(DataDir(tmp_path, 1).cluster_id()) == 22


def test_a_cluster_keeps_its_number_of_nodes(tmp_path: Path) -> None:
    DataDir(tmp_path, 1).node_dir(1).mkdir()
    with pytest.raises(DataDirMismatch, match="holds a cluster of 1, not of 3: start it with --nodes 1"):
        DataDir(tmp_path, 3).cluster_id()


def test_a_full_disk_is_told_as_a_full_disk() -> None:
    assert "is full" in str(DiskTrouble.at(Path("/data"), OSError(errno.ENOSPC, "No space left on device")))
    words = "ERROR Error while appending\njava.io.IOException: No space left on device\n\tat java.base/x\nFATAL halt"
    assert isinstance(explain(words, "broker node 1 ended", LOG), DiskTrouble)


def test_a_dead_broker_is_told_by_the_last_reason_in_its_log() -> None:
    words = "INFO starting\njava.lang.IllegalStateException: no meta\n\tat kafka.Kafka.main(Kafka.scala)\nINFO bye\n"
    trouble = explain(words, "broker node 1 ended", LOG)
    assert isinstance(trouble, BrokerDied)
    assert str(trouble) == (
        "broker node 1 ended: java.lang.IllegalStateException: no meta (its log: /data/node-1/broker.log)"
    )


def test_words_of_an_earlier_run_do_not_count(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("old\nnew\n")
    assert tail(log, since=4) == "new\n"
    assert tail(log, since=400) == "old\nnew\n"  # rolled over meanwhile
    assert tail(tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (struct.pack(">iii", 8, 7, 3), 3),
        (struct.pack(">iii", 8, 99, 3), 0),  # an answer to somebody else's question
        (struct.pack(">i", 4) + b"HTTP", 0),
        (b"", 0),
    ],
)
def test_a_broker_is_asked_whom_it_knows(answer: bytes, seen: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        assert brokers_seen(server.getsockname()[1]) == seen


def test_nobody_listening_means_no_broker_seen() -> None:
    (port,) = free_ports(1)
    assert brokers_seen(port) == 0
