"""What a node is told: Kafka's properties, its log4j, its Java flags. Pure text, nothing is started here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAP = "512m"
LARGEST_MESSAGE = 16 * 1024 * 1024
INTERNAL_PARTITIONS = 8
CLEANER_BYTES = 32 * 1024 * 1024
# A killed node may come back only when its old session is over. One node is fenced by nobody who
# could take its place, so it can have a short one.
SESSION_TIMEOUT_MS = 6_000
LONE_SESSION_TIMEOUT_MS = 3_000
HEARTBEAT_MS = 500
LONGEST_TRANSACTION_MS = 120_000
FIRST_NODE_ID = 1


@dataclass(frozen=True)
class Ports:
    """Where one node listens; both on 127.0.0.1."""

    client: int
    controller: int


def properties(node_id: int, ports: dict[int, Ports]) -> str:
    """`server.properties` of one combined controller and broker; `ports` holds every node's."""
    nodes = len(ports)
    copies = min(3, nodes)
    in_sync = 2 if nodes > 1 else 1
    mine = ports[node_id]
    voters = ",".join(f"{node}@127.0.0.1:{of.controller}" for node, of in ports.items())
    settings: dict[str, str | int] = {
        "process.roles": "broker,controller",
        "node.id": node_id,
        "controller.quorum.voters": voters,
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "CLIENT",
        "listener.security.protocol.map": "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "listeners": f"CLIENT://127.0.0.1:{mine.client},CONTROLLER://127.0.0.1:{mine.controller}",
        "advertised.listeners": f"CLIENT://127.0.0.1:{mine.client}",
        # Relative to the node's directory, so that a comma in the user's path does not split it.
        "log.dirs": "data",
        "auto.create.topics.enable": "false",
        "default.replication.factor": copies,
        "min.insync.replicas": in_sync,
        "message.max.bytes": LARGEST_MESSAGE,
        "replica.fetch.max.bytes": LARGEST_MESSAGE,
        "offsets.topic.num.partitions": INTERNAL_PARTITIONS,
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.num.partitions": INTERNAL_PARTITIONS,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": in_sync,
        "transaction.max.timeout.ms": LONGEST_TRANSACTION_MS,
        # By default a transaction that timed out may block readers for ten seconds more.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms": 1_000,
        "share.coordinator.state.topic.num.partitions": 1,
        "share.coordinator.state.topic.replication.factor": copies,
        "share.coordinator.state.topic.min.isr": in_sync,
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": 1_000,
        "broker.session.timeout.ms": SESSION_TIMEOUT_MS if nodes > 1 else LONE_SESSION_TIMEOUT_MS,
        "broker.heartbeat.interval.ms": HEARTBEAT_MS,
        "num.network.threads": 2,
        "num.io.threads": 4,
        "log.cleaner.threads": 1,
        "log.cleaner.dedupe.buffer.size": CLEANER_BYTES,
    }
    return "".join(f"{key}={value}\n" for key, value in settings.items())


LOG4J = """\
status = error
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = ${sys:pasokh.log}
appender.file.filePattern = ${sys:pasokh.log}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p %c{1} %m%n
appender.file.policies.type = SizeBasedTriggeringPolicy
appender.file.policies.size = 10 MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 2
rootLogger.level = warn
rootLogger.appenderRef.file.ref = file
logger.server.name = kafka.server.KafkaRaftServer
logger.server.level = info
"""


def java_flags(log_file: str, log4j_file: str) -> list[str]:
    """Small and quick to start: a broker for one machine needs no optimising compiler."""
    return [
        f"-Xmx{HEAP}",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.awt.headless=true",
        "-Djava.net.preferIPv4Stack=true",
        f"-Dpasokh.log={log_file}",
        f"-Dlog4j2.configurationFile={log4j_file}",
    ]


def class_path(jars: list[Path]) -> str:
    """In the order given, which an archive of loaded classes depends on."""
    return ":".join(str(jar) for jar in jars)
