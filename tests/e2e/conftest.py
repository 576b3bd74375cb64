"""A live worker that the tests of this folder share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.installation import Installation, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def live(broker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """With the default settings but for names; each test uses subjects and queues of its own."""
    with Worker(Installation(broker.address, tmp_path_factory.mktemp("live"))) as worker:
        yield worker
