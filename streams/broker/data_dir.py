"""The directory a cluster keeps its data in: one broker at a time, one shape for life."""

from __future__ import annotations

import base64
import os
import shutil
import time
import uuid
from typing import TYPE_CHECKING

from streams.broker.errors import DataDirInUse, DataDirMismatch, DiskTrouble
from streams.broker.filelock import Locked, acquire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEAST_FREE_BYTES = 64 * 1024 * 1024
# A guard of a broker that was killed a moment ago still holds the lock.
LOCK_PATIENCE_S = 3.0
LOOK_EVERY_S = 0.05


class DataDir:
    """Holds `cluster-id`, `.lock` and one `node-N` a node."""

    def __init__(self, path: Path, nodes: int) -> None:
        self.path = path.resolve()
        self._nodes = nodes
        self._lock: int | None = None

    @property
    def lock(self) -> int:
        """The locked descriptor, which a child that writes here must hold too."""
        if self._lock is None:
            raise RuntimeError("the broker is not started")
        return self._lock

    @property
    def open(self) -> bool:
        """Whether this process holds the directory."""
        return self._lock is not None

    def acquire(self) -> None:
        """Make the directory if need be, and take it for this broker alone."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock = self._patiently_locked()
            if shutil.disk_usage(self.path).free < LEAST_FREE_BYTES:
                raise DiskTrouble.full(self.path)
        except OSError as error:
            raise DiskTrouble.at(self.path, error) from error

    def release(self) -> None:
        """Let others have it; does nothing when it is not held."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def node_dir(self, node_id: int) -> Path:
        """Where everything of one node lies."""
        return self.path / f"node-{node_id}"

    def cluster_id(self) -> str:
        """The id the data was formatted with, or a new one that is kept from now on."""
        found = len(list(self.path.glob("node-*")))
        if found not in (0, self._nodes):
            raise DataDirMismatch.at(self.path, found, self._nodes)
        file = self.path / "cluster-id"
        if not file.exists():
            fresh = new_cluster_id(uuid.uuid4)
            incoming = file.with_suffix(".new")
            incoming.write_text(fresh + "\n", "utf-8")
            incoming.replace(file)
        return file.read_text("utf-8").strip()

    def _patiently_locked(self) -> int:
        deadline_s = time.monotonic() + LOCK_PATIENCE_S
        while True:
            try:
                return acquire(self.path / ".lock", wait=False)
            except Locked as error:
                if time.monotonic() > deadline_s:
                    raise DataDirInUse.at(self.path) from error
                time.sleep(LOOK_EVERY_S)


def new_cluster_id(new_uuid: Callable[[], uuid.UUID]) -> str:
    """Url-safe base64 as Kafka has it; never with a dash in front, which its tool takes for an option."""
    while (fresh := base64.urlsafe_b64encode(new_uuid().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return fresh
