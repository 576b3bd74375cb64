"""A broker that is bounced, and workers that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos.sending import PARTITIONS, PREFIX

if TYPE_CHECKING:
    from streams.broker import Broker

SESSION_TIMEOUT_S = 6


@dataclass
class Worker:
    """A worker process and what it logs."""

    process: subprocess.Popen[bytes]
    log: Path

    def says(self, what: str) -> bool:
        return f'"event": "{what}"'.encode() in self.log.read_bytes()


@dataclass
class Workers:
    """Worker processes under a supervisor that starts again whatever ended."""

    address: str
    folder: Path
    running: list[Worker] = field(default_factory=list)
    """The oldest first."""
    exits: list[int] = field(default_factory=list)
    started: int = 0

    def start(self) -> None:
        """One more."""
        environment = os.environ | {
            "PASOKH_BROKER": self.address,
            "PASOKH_PREFIX": PREFIX,
            "PASOKH_APP_ID": "chaos",
            "PASOKH_PARTITIONS": str(PARTITIONS),
            "PASOKH_TIME_SOURCE": "event",
            "PASOKH_SESSION_TIMEOUT_S": str(SESSION_TIMEOUT_S),
            "PASOKH_WEB_PORT": "0",
            "PASOKH_LOG_FORMAT": "json",
        }
        self.started += 1
        path = self.folder / f"worker-{self.started}.log"
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "streams.cli", "worker"], env=environment, stdout=log, stderr=log
            )
        self.running.append(Worker(process, path))

    def supervise(self) -> None:
        """Start anew what ended by itself, as any supervisor would."""
        for worker in list(self.running):
            code = worker.process.poll()
            if code is not None:
                self.running.remove(worker)
                self.exits.append(code)
                self.start()

    def are_at_work(self) -> bool:
        """All of them hold partitions, or did."""
        return all(worker.says("partitions assigned") for worker in self.running)

    def kill(self) -> None:
        """kill -9 to the oldest, which has the most to lose, and another in its place."""
        process = self.running.pop(0).process
        process.kill()
        process.wait()
        self.start()

    def freeze(self) -> subprocess.Popen[bytes]:
        """SIGSTOP: to the group it is dead, but it will come back."""
        process = self.running[0].process
        process.send_signal(signal.SIGSTOP)
        return process

    def stop(self) -> None:
        """End them all."""
        for worker in self.running:
            with suppress(ProcessLookupError):
                worker.process.send_signal(signal.SIGCONT)
            worker.process.kill()
            worker.process.wait()


def bounce(broker: Broker) -> None:
    """kill -9 the broker and start it again on the same port."""
    broker.kill()
    broker.restart()
