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


@dataclass
class Workers:
    """Worker processes under a supervisor that starts again whatever ended."""

    address: str
    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)

    def start(self) -> None:
        """One more."""
        environment = os.environ | {
            "PASOKH_BROKER": self.address,
            "PASOKH_PREFIX": PREFIX,
            "PASOKH_APP_ID": "chaos",
            "PASOKH_PARTITIONS": str(PARTITIONS),
            "PASOKH_TIME_SOURCE": "event",
            "PASOKH_SESSION_TIMEOUT_S": "6",
            "PASOKH_WEB_PORT": "0",
            "PASOKH_LOG_FORMAT": "json",
        }
        with (self.folder / "workers.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "streams.cli", "worker"], env=environment, stdout=log, stderr=log
            )
        self.running.append(process)

    def supervise(self) -> None:
        """Start anew what ended by itself, as any supervisor would."""
        for process in list(self.running):
            code = process.poll()
            if code is not None:
                self.running.remove(process)
                self.exits.append(code)
                self.start()

    def kill(self, index: int) -> None:
        """kill -9, and another in its place."""
        process = self.running.pop(index)
        process.kill()
        process.wait()
        self.start()

    def freeze(self, index: int) -> subprocess.Popen[bytes]:
        """SIGSTOP: to the group it is dead, but it will come back."""
        process = self.running[index]
        process.send_signal(signal.SIGSTOP)
        return process

    def stop(self) -> None:
        """End them all."""
        for process in self.running:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


def bounce(broker: Broker) -> None:
    """kill -9 the broker and start it again on the same port."""
    broker.kill()
    broker.restart()
