"""A real Kafka for the tests that need one: started at its first use, shared by all parallel workers."""

from __future__ import annotations

import fcntl
import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from streams.broker import Broker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

settings.register_profile("shared machine", deadline=None)  # an example's time says more of the machine than of us
settings.load_profile("shared machine")


@dataclass(frozen=True)
class RunningBroker:
    """What a test may know of the shared broker. Topics and groups need names of their own in each test."""

    address: str


@contextmanager
def locked(path: Path, kind: int) -> Iterator[None]:
    """Hold a file lock, which the system takes back when a worker crashes."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBroker]:
    """One broker for the whole run, since on two cores a second one costs more than it gains.

    The worker that needs it first owns it, and at its end waits for the others: each holds a shared
    lock as long as it uses the broker. A test that stops or kills a broker starts its own `Broker`.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    users = shared / "broker-users"
    address = shared / "broker-address"
    with ExitStack() as owning, ExitStack() as using:
        using.enter_context(locked(users, fcntl.LOCK_SH))
        with locked(shared / "broker-start", fcntl.LOCK_EX):
            if not address.exists():
                own = owning.enter_context(Broker(data_dir=base / "broker"))
                owning.enter_context(announced(own.address, address, users))
        yield RunningBroker(address.read_text("utf-8"))


@contextmanager
def announced(address: str, file: Path, users: Path) -> Iterator[None]:
    """The address stands in the file until nobody uses the broker any more."""
    file.write_text(address, "utf-8")
    yield
    with locked(users, fcntl.LOCK_EX):
        file.unlink()
