"""The command `pasokh broker`, as a process of its own with a real Kafka."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from streams.broker import Broker
from streams.broker.data_dir import DataDir
from streams.broker.errors import BrokerDied
from tests.broker.kafka_client import create_topic, read, send

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
COMMAND = """
import sys
from pathlib import Path
from streams.broker import run_broker
sys.exit(run_broker(int(sys.argv[1]), Path(sys.argv[2])))
"""


def run(data_dir: Path, port: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(port), str(data_dir)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address, once it says that it is ready."""
    with run(data_dir) as process:
        try:
            assert process.stdout
            first = process.stdout.readline()
            assert first.startswith("ready 127.0.0.1:"), process.communicate()[1]
            yield process, first.split()[1]
        finally:
            process.kill()


def failure(data_dir: Path, port: int = 0) -> tuple[int, str]:
    """Exit code and message of a start that must fail."""
    with run(data_dir, port) as process:
        said, complained = process.communicate(timeout=60)
        assert said == ""
        return process.returncode, complained


def java_of(data_dir: Path) -> list[int]:
    """Java processes that work in a directory below; zombies have no directory any more."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(data_dir) and b"kafka" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def eventually_no_java_of(data_dir: Path, limit_s: float = 10) -> bool:
    deadline_s = time.monotonic() + limit_s
    while java_of(data_dir):
        if time.monotonic() > deadline_s:
            return False
        time.sleep(0.05)
    return True


on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


def test_a_second_start_finds_the_data_of_the_first_and_both_end_well(tmp_path: Path) -> None:
    with running(tmp_path) as (process, address):
        topic = create_topic(address)
        send(address, topic, b"kept")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=30) == ("", "")
        assert process.returncode == 0
    with running(tmp_path) as (process, address):
        assert read(address, topic, 1) == [b"kept"]
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "")
        assert process.returncode == 0


@on_linux
def test_java_does_not_outlive_a_killed_command_and_the_data_does(tmp_path: Path) -> None:
    with running(tmp_path) as (process, address):
        topic = create_topic(address)
        send(address, topic, b"acknowledged")
        assert java_of(tmp_path)
        process.kill()
        process.wait(10)
        assert eventually_no_java_of(tmp_path)
    with Broker(data_dir=tmp_path) as broker:
        assert read(broker.address, topic, 1) == [b"acknowledged"]


@on_linux
def test_a_signal_during_the_start_ends_it_without_leftovers(tmp_path: Path) -> None:
    with run(tmp_path) as process:
        deadline_s = time.monotonic() + 30
        while not java_of(tmp_path) and time.monotonic() < deadline_s:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=30)
    assert (process.returncode, said, complained) == (0, "", "")
    assert eventually_no_java_of(tmp_path)


def test_a_taken_port_is_told_and_nothing_is_started(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code, complaint = failure(tmp_path, port)
    assert code == 71
    assert complaint == (
        f"pasokh broker: port {port} on 127.0.0.1 is taken: stop what listens there, or choose another with --port\n"
    )


def test_a_data_directory_in_use_is_told_and_left_alone(tmp_path: Path) -> None:
    data = DataDir(tmp_path, 1)
    data.acquire()
    try:
        code, complaint = failure(tmp_path)
    finally:
        data.release()
    assert code == 71
    assert complaint.startswith(f"pasokh broker: data directory {tmp_path} is in use by another broker")
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_a_broker_that_dies_at_its_start_is_told_with_its_reason_and_its_log(tmp_path: Path) -> None:
    data = tmp_path / "node-1" / "data"
    data.mkdir(parents=True)
    (data / "meta.properties").write_text("version=1\nnode.id=77\ncluster.id=4L6g3nShT-eMCtK--X86sw\n")
    telling = f"node 1 ended while it started: .*Stored node id 77 .*its log: {tmp_path}/node-1/broker.log"
    with pytest.raises(BrokerDied, match=telling):
        Broker(data_dir=tmp_path).start()


@on_linux
def test_a_disk_that_fills_up_ends_the_broker_and_is_told(tmp_path: Path) -> None:
    data_dir = tmp_path / "small"
    data_dir.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=80m", "none", data_dir], check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        with running(data_dir) as (process, address):
            topic = create_topic(address)
            with suppress(OSError), (data_dir / "ballast").open("wb", buffering=0) as ballast:
                while ballast.write(bytes(65_536)):
                    pass
            script = f"from tests.broker.kafka_client import send; send({address!r}, {topic!r}, bytes(500_000))"
            with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.DEVNULL) as client:
                _, complained = process.communicate(timeout=60)
                client.kill()  # it would try for a while
            assert complained == (
                f"pasokh broker: the disk that holds {data_dir}/node-1 is full: "
                "free some space there, or choose another directory\n"
            )
            assert process.returncode == 73
        assert failure(data_dir)[0] == 73
    finally:
        subprocess.run(["umount", "--lazy", data_dir], check=True)
