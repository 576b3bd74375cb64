"""Free ports, and whether a given one is free."""

from __future__ import annotations

import contextlib
import socket

from streams.broker.errors import PortTaken


def check_free(port: int) -> None:
    """Raise PortTaken when somebody listens there; a port merely in TIME_WAIT is free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortTaken.at(port, error) from error


def free_ports(count: int) -> list[int]:
    """Ports nobody holds at this moment; all are held until all are chosen, so none comes twice."""
    with contextlib.ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
