"""The embedded broker as the rest of the program sees it: start, stop, kill, an address."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from streams.broker.cache import kafka_dir
from streams.broker.config import FIRST_NODE_ID, Ports
from streams.broker.data_dir import DataDir
from streams.broker.errors import BrokerDied, DiskTrouble
from streams.broker.fetch import ensure_jars
from streams.broker.java import java
from streams.broker.node import Node
from streams.broker.ports import check_free, free_ports
from streams.broker.postmortem import PORT_LOST
from streams.broker.wire import brokers_seen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType
    from typing import Self

SIZES = (1, 3)
START_TIMEOUT_S = 120
LOOK_EVERY_S = 0.05
PORT_ATTEMPTS = 3


class Broker:
    """A real Kafka cluster of one or three nodes on this machine, alive no longer than this process.

    Port 0 takes a free port, which stays the same over `restart`; three nodes take N, N+1 and N+2.
    Every method blocks (a start takes about two seconds): in a coroutine call it through
    `asyncio.to_thread`. Trouble is raised as BrokerError.
    """

    def __init__(self, port: int = 0, *, data_dir: Path, nodes: int = 1) -> None:
        if nodes not in SIZES:
            raise ValueError(f"a cluster has 1 node or 3, not {nodes}")
        self._asked_port = port
        self._ids = range(FIRST_NODE_ID, FIRST_NODE_ID + nodes)
        self._data = DataDir(data_dir, nodes)
        self._ports: dict[int, Ports] = {}
        self._nodes: dict[int, Node] = {}

    @property
    def address(self) -> str:
        """For `bootstrap_servers`: `127.0.0.1:N`, three of them joined by commas."""
        return ",".join(f"127.0.0.1:{ports.client}" for ports in self._ports.values())

    @property
    def alive(self) -> bool:
        """Whether every node runs."""
        return bool(self._nodes) and not self.dead

    @property
    def dead(self) -> dict[int, Node]:
        """The nodes that do not run, by id."""
        return {node_id: node for node_id, node in self._nodes.items() if not node.alive}

    @property
    def size(self) -> int:
        """How many nodes it has, alive or not."""
        return len(self._ids)

    @property
    def java_pids(self) -> list[int]:
        """The Java processes, in the order of the nodes."""
        return [node.java_pid for node in self._nodes.values() if node.java_pid is not None]

    def start(self) -> None:
        """Return when every node answers and knows of all the others."""
        if self._data.open:
            raise RuntimeError("this broker is started already")
        program = java()
        try:
            self._data.acquire()
            cluster_id = self._data.cluster_id()
            self._choose_ports()
            jars = ensure_jars(kafka_dir())
            self._nodes = {n: Node(n, self._data.node_dir(n), program, jars) for n in self._ids}
            self._start_all(cluster_id)
        except OSError as error:
            self.stop()
            raise DiskTrouble.at(self._data.path, error) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End every node in order; what was written stays."""
        self._stop_nodes()
        self._data.release()

    def kill(self, node_id: int | None = None) -> None:
        """End one node, or all, as a crash would (SIGKILL); `restart` brings them back."""
        for node in self._nodes.values() if node_id is None else [self._nodes[node_id]]:
            node.kill()

    def restart(self) -> None:
        """Start what is dead, at the same ports; when nothing is, stop and start everything."""
        if self.alive:
            self._stop_nodes()
        self._start(self.dead.values())
        self._wait_ready()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _stop_nodes(self) -> None:
        for node in self._nodes.values():
            node.ask_to_stop()
        for node in self._nodes.values():
            node.wait_stopped()

    def _start(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            node.start(self._data.lock)

    def _start_all(self, cluster_id: str) -> None:
        """Between choosing a free port and Java's taking it somebody else can take it: then choose anew."""
        nodes = self._nodes.values()
        for attempts_left in reversed(range(PORT_ATTEMPTS)):
            for node in nodes:
                node.configure(self._ports)
            with ThreadPoolExecutor(self.size) as pool:
                list(pool.map(lambda node: node.format(cluster_id), nodes))
            self._start(nodes)
            try:
                return self._wait_ready()
            except BrokerDied:
                if not attempts_left or not any(PORT_LOST in node.last_words() for node in nodes):
                    raise
            self.kill()
            self._choose_ports()
        return None

    def _choose_ports(self) -> None:
        asked = [self._asked_port + i for i in range(self.size)] if self._asked_port else []
        for port in asked:
            check_free(port)
        free = [port for port in free_ports(3 * self.size) if port not in asked]
        clients = asked or free[self.size :]
        pairs = zip(clients, free, strict=False)
        self._ports = {n: Ports(*pair) for n, pair in zip(self._ids, pairs, strict=False)}

    def _wait_ready(self) -> None:
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while unready := [n for n in self._ids if brokers_seen(self._ports[n].client) < self.size]:
            for node in self.dead.values():
                raise node.death("ended while it started")
            if time.monotonic() > deadline_s:
                raise self._nodes[unready[0]].death(f"did not answer within {START_TIMEOUT_S} s")
            time.sleep(LOOK_EVERY_S)
