"""Writes `jars.sha256` anew after the Kafka version was changed: `python -m streams.broker.relock`.

Resolving is done here only. A user's machine downloads the listed jars one by one and resolves nothing,
because resolving reads hundreds of POMs (10 s), and a failed one can leave a one-jar environment behind.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path

import jgo
from jgo.config import GlobalSettings
from jgo.maven import MavenContext

from streams.broker.fetch import repositories
from streams.broker.manifest import KAFKA_VERSION, Jar

SLF4J_BINDING = "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4"
# The "!" keeps the log4j BOM from managing the versions of Kafka's own jars down.
ENDPOINT = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}+{SLF4J_BINDING}!"
ATTEMPTS = 3
FEWEST_JARS = 30

HEADER = f"""\
# The jars of Apache Kafka {KAFKA_VERSION}: checksum, then Maven coordinate.
# Written by `python -m streams.broker.relock`; never by hand.
"""


def resolve() -> list[tuple[str, str, str]]:
    """Every (group, artifact, version) Kafka needs at run time; a broken resolution is tried again."""
    for _ in range(ATTEMPTS):
        found = sorted({(a.groupId, a.artifactId, a.version) for a in jgo.resolve(ENDPOINT)})
        if ("org.apache.kafka", "kafka-clients", KAFKA_VERSION) in found and len(found) >= FEWEST_JARS:
            return found
    message = f"{ENDPOINT} did not resolve to a whole Kafka in {ATTEMPTS} attempts"
    raise RuntimeError(message)


def relock(target: Path) -> tuple[Jar, ...]:
    """Download what `resolve` finds into an empty directory and write its checksums to `target`."""
    jars = []
    with tempfile.TemporaryDirectory() as scratch:
        maven = MavenContext(repo_cache=Path(scratch), remote_repos=repositories(GlobalSettings.load()))
        for group, artifact, version in resolve():
            path = maven.project(group, artifact).at_version(version).artifact().resolve()
            jars.append(Jar(group, artifact, version, hashlib.sha256(path.read_bytes()).hexdigest()))
            sys.stderr.write(f"{jars[-1].coordinate}\n")
    lines = (f"{jar.sha256}  {jar.coordinate}\n" for jar in jars)
    target.write_text(HEADER + "".join(lines), "utf-8")
    return tuple(jars)


if __name__ == "__main__":
    relock(Path(__file__).with_name("jars.sha256"))
