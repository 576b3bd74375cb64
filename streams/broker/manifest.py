"""The exact jars a broker consists of, and the checksum each must have."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

KAFKA_VERSION = "4.3.1"


@dataclass(frozen=True)
class Jar:
    """One line of `jars.sha256`."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def filename(self) -> str:
        """The name Maven gives it, unique within the list."""
        return f"{self.artifact}-{self.version}.jar"

    @property
    def coordinate(self) -> str:
        """The Maven coordinate, as in messages and in the list."""
        return f"{self.group}:{self.artifact}:{self.version}"


def parse(text: str) -> tuple[Jar, ...]:
    """Read `<sha256>  <group>:<artifact>:<version>` lines; `#` begins a remark."""
    jars = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        sha256, coordinate = line.split()
        group, artifact, version = coordinate.split(":")
        jars.append(Jar(group, artifact, version, sha256))
    return tuple(jars)


def committed_jars() -> tuple[Jar, ...]:
    """The list this release was made with."""
    return parse(resources.files("streams.broker").joinpath("jars.sha256").read_text("utf-8"))
