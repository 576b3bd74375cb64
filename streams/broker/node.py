"""One Kafka process: its directory, its formatting, its start and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from streams.broker.config import LOG4J, class_path, java_flags, properties
from streams.broker.postmortem import explain, size_of, tail

if TYPE_CHECKING:
    from streams.broker.config import Ports
    from streams.broker.errors import BrokerError

GUARD = Path(__file__).with_name("guard.py")
FORMAT_TIMEOUT_S = 60
STOP_TIMEOUT_S = 30


class Node:
    """Files of a node lie in its own directory: `data/`, `broker.log`, and what it was told."""

    def __init__(self, node_id: int, directory: Path, java: Path, jars: list[Path]) -> None:
        self.node_id = node_id
        self.directory = directory
        self.log_file = directory / "broker.log"
        self.output_file = directory / "java.out"
        self.java_pid: int | None = None
        self._command = [str(java), *java_flags("broker.log", "log4j2.properties"), "-cp", class_path(jars)]
        self._guard: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def configure(self, ports: dict[int, Ports]) -> None:
        """Write what the node is told; the ports may differ from the last time."""
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "server.properties").write_text(properties(self.node_id, ports), "utf-8")
        (self.directory / "log4j2.properties").write_text(LOG4J, "utf-8")

    @property
    def formatted(self) -> bool:
        """Whether the storage belongs to a cluster already."""
        return (self.directory / "data" / "meta.properties").exists()

    def format(self, cluster_id: str) -> None:
        """Prepare empty storage; leaves formatted storage as it is."""
        if self.formatted:
            return
        tool = ["kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", "server.properties", "--ignore-formatted"]
        done = subprocess.run(
            [*self._command, *tool],
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=FORMAT_TIMEOUT_S,
            start_new_session=True,  # a Ctrl-C is for us, who wait for it
            check=False,
        )
        if done.returncode:
            self.output_file.write_bytes(done.stdout + done.stderr)
            raise self.death("could not format its storage")

    def start(self, lock: int) -> None:
        """Start Java under a guard that also keeps the data directory locked until Java is gone."""
        self.output_file.unlink(missing_ok=True)
        self._log_start = size_of(self.log_file)
        guarded = [sys.executable, "-I", "-S", str(GUARD), str(os.getpid()), self.output_file.name]
        self._guard = subprocess.Popen(
            [*guarded, *self._command, "kafka.Kafka", "server.properties"],
            cwd=self.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            pass_fds=(lock,),
        )
        if self._guard.stdout is not None:  # it is: it was asked for above
            with self._guard.stdout as said:
                self.java_pid = int(said.readline() or 0) or None

    @property
    def alive(self) -> bool:
        """Whether Java runs."""
        return self._guard is not None and self._guard.poll() is None

    def ask_to_stop(self) -> None:
        """Let Kafka close its logs in order; `wait_stopped` tells when it has."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End Java at once (SIGKILL), as a crash does, and wait until it is gone."""
        self._signal(signal.SIGUSR1)
        self.wait_stopped()

    def wait_stopped(self) -> None:
        """Return when Java is gone; past the time limit it is killed."""
        if self._guard is None:
            return
        try:
            self._guard.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGUSR1)
            self._guard.wait(STOP_TIMEOUT_S)
        self._guard = None
        self.java_pid = None

    def death(self, what: str) -> BrokerError:
        """Why it ended, as far as its own output tells, in one line."""
        return explain(self.last_words(), f"broker node {self.node_id} {what}", self.log_file)

    def last_words(self) -> str:
        """What it has said since it was started, at most the last few kilobytes."""
        return tail(self.log_file, self._log_start) + tail(self.output_file)

    def _signal(self, number: signal.Signals) -> None:
        if self._guard is not None and self._guard.poll() is None:
            self._guard.send_signal(number)
