"""`pasokh broker`: runs until it is told to end."""

from __future__ import annotations

import signal
import sys
import time
from typing import TYPE_CHECKING, NoReturn

from streams.broker.cluster import Broker
from streams.broker.errors import BrokerError

if TYPE_CHECKING:
    from pathlib import Path

LOOK_EVERY_S = 0.2


class _Told(BaseException):
    """SIGTERM or SIGINT came."""


def run_broker(port: int, data_dir: Path, nodes: int = 1) -> int:
    """Print `ready ADDRESS` once it accepts connections, run until SIGTERM or SIGINT, return the exit code.

    Must be called from the main thread, because it takes over both signals.
    """

    def told(*_: object) -> NoReturn:
        raise _Told

    before = {number: signal.signal(number, told) for number in (signal.SIGTERM, signal.SIGINT)}
    broker = Broker(port, data_dir=data_dir, nodes=nodes)
    try:
        broker.start()
        sys.stdout.write(f"ready {broker.address}\n")
        sys.stdout.flush()
        watch(broker)
    except _Told:
        return 0
    except BrokerError as error:
        sys.stderr.write(f"pasokh broker: {error}\n")
        return error.exit_code
    finally:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        broker.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def watch(broker: Broker) -> NoReturn:
    """A cluster of three lives on with two; the end of the last node, or of the only one, is an error."""
    known: set[int] = set()
    while True:
        dead = broker.dead
        for node_id in dead.keys() - known:
            trouble = dead[node_id].death("ended")
            if len(dead) == broker.size:
                raise trouble
            sys.stderr.write(f"pasokh broker: {trouble}\n")
        known = set(dead)
        time.sleep(LOOK_EVERY_S)
