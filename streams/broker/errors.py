"""What can go wrong with the embedded broker, said so that a person can act on it."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
UNWRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EFBIG, errno.EIO})


class BrokerError(Exception):
    """One line: what is wrong, where, and what to do about it.

    `exit_code` is the one of sysexits.h, so that a supervisor can tell a wrong setting from a broken machine.
    """

    exit_code = 70


class PortTaken(BrokerError):
    """The port that was asked for cannot be listened on."""

    exit_code = 71

    @classmethod
    def at(cls, port: int, error: OSError) -> PortTaken:
        """Somebody listens there, or the system does not let us."""
        if error.errno == errno.EADDRINUSE:
            return cls(f"port {port} on 127.0.0.1 is taken: stop what listens there, or choose another with --port")
        return cls(f"cannot listen on port {port} of 127.0.0.1 ({error.strerror}): choose another with --port")


class DataDirInUse(BrokerError):
    """A second broker on the same data would destroy it."""

    exit_code = 71

    @classmethod
    def at(cls, path: Path) -> DataDirInUse:
        """Somebody holds the lock in `path`."""
        return cls(f"data directory {path} is in use by another broker: stop that one, or choose another (--data-dir)")


class DataDirMismatch(BrokerError):
    """The data was written by a cluster of another shape."""

    exit_code = 78

    @classmethod
    def at(cls, path: Path, found: int, asked: int) -> DataDirMismatch:
        """Nodes hold different partitions, so their number cannot change."""
        return cls(
            f"data directory {path} holds a cluster of {found}, not of {asked}: "
            f"start it with --nodes {found}, or choose another (--data-dir)"
        )


class DiskTrouble(BrokerError):
    """A directory cannot be written to: full, read-only, or not ours."""

    exit_code = 73

    @classmethod
    def at(cls, path: Path, error: OSError) -> DiskTrouble:
        """Name the cause in words a person uses; unknown ones keep the system's own."""
        if error.errno in FULL:
            return cls.full(path)
        reason = error.strerror or str(error)
        return cls(f"cannot write to {path} ({reason}): make it writable, or choose another directory")

    @classmethod
    def full(cls, path: Path) -> DiskTrouble:
        """No space is left where `path` lies."""
        return cls(f"the disk that holds {path} is full: free some space there, or choose another directory")


class RegistryUnreachable(BrokerError):
    """The jars are not in the cache and cannot be downloaded either."""

    exit_code = 69


class ChecksumMismatch(BrokerError):
    """A downloaded jar is not the one this release was made with."""

    exit_code = 76


class UnsupportedPlatform(BrokerError):
    """No Java runtime comes packaged for this machine."""

    exit_code = 69


class BrokerDied(BrokerError):
    """The Java process ended, or never came to accept connections."""
