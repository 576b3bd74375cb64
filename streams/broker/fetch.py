"""Brings the jars into the user's cache, checks each, and says where they are."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from streams.broker.errors import FULL, UNWRITABLE, ChecksumMismatch, DiskTrouble, RegistryUnreachable
from streams.broker.filelock import held
from streams.broker.manifest import KAFKA_VERSION, Jar, committed_jars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext

CONNECT_TIMEOUT_S = 10
ATTEMPTS = 3
PAUSE_S = 0.5
AT_ONCE = 8
INCOMING = ".incoming-"


def ensure_jars(directory: Path, jars: Sequence[Jar] | None = None) -> list[Path]:
    """Every jar of the list, in `directory`, with the right checksum; downloads what is missing or wrong.

    Safe to call from several processes at once: one downloads, the others wait for it. A jar appears
    under its name only when it is whole and checked.
    """
    wanted = committed_jars() if jars is None else jars
    if absent(wanted, directory):
        try:
            directory.mkdir(parents=True, exist_ok=True)
            with held(directory / ".lock"):
                download(absent(wanted, directory), directory)
        except OSError as error:
            raise DiskTrouble.at(directory, error) from error
    return [directory / jar.filename for jar in wanted]


def absent(jars: Sequence[Jar], directory: Path) -> list[Jar]:
    """Those that are not there, or are not what they should be."""
    return [jar for jar in jars if not is_good(directory / jar.filename, jar)]


def is_good(path: Path, jar: Jar) -> bool:
    """Whether the file can be read and is byte for byte the jar of the list."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256
    except OSError:
        return False


def repositories(settings: GlobalSettings) -> dict[str, str]:
    """Maven's default repository, with the user's own mirrors of jgo's configuration over it."""
    from jgo.maven import MavenContext  # noqa: PLC0415 - 0.2 s of imports, needed for the first download only

    return {**MavenContext().remote_repos, **settings.repositories}


def download(jars: Sequence[Jar], directory: Path) -> None:
    """Fetch several at a time, showing progress on stderr; the first failure ends it all."""
    from jgo.config import GlobalSettings  # noqa: PLC0415 - see repositories
    from jgo.maven import MavenContext  # noqa: PLC0415 - see repositories
    from rich.console import Console  # noqa: PLC0415 - as slow
    from rich.progress import track  # noqa: PLC0415 - as slow

    if not jars:
        return
    for left_behind in directory.glob(f"{INCOMING}*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    settings = GlobalSettings.load()
    gave_up = threading.Event()
    # A repository of its own, because jgo writes in place: a torn download would stay in the user's.
    with tempfile.TemporaryDirectory(prefix=INCOMING, dir=directory) as incoming, ThreadPoolExecutor(AT_ONCE) as pool:
        maven = MavenContext(repo_cache=Path(incoming), remote_repos=repositories(settings), timeout=CONNECT_TIMEOUT_S)

        def bring(jar: Jar) -> None:
            path = from_local_repository(jar, settings.repo_cache, Path(incoming)) or fetch_one(maven, jar, gave_up)
            path.replace(directory / jar.filename)

        running = [pool.submit(bring, jar) for jar in jars]
        title = f"Downloading Apache Kafka {KAFKA_VERSION}, once"
        try:
            for done in track(as_completed(running), title, len(running), console=Console(stderr=True)):
                done.result()
        except BaseException:
            gave_up.set()
            pool.shutdown(cancel_futures=True)
            raise


def from_local_repository(jar: Jar, repository: Path, incoming: Path) -> Path | None:
    """A copy of the file in the user's own Maven repository, if it is there and is the right one."""
    here = repository.joinpath(*jar.group.split("."), jar.artifact, jar.version, jar.filename)
    if not is_good(here, jar):
        return None
    return Path(shutil.copyfile(here, incoming / jar.filename))


def fetch_one(maven: MavenContext, jar: Jar, gave_up: threading.Event) -> Path:
    """Download one jar; a torn, refused or wrong one is tried again, and in the end an error."""
    artifact = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    source = ", ".join(maven.remote_repos.values())
    trouble: Exception | None = None
    for attempt in range(ATTEMPTS):
        if gave_up.is_set():
            break
        time.sleep(PAUSE_S * attempt)
        try:
            path = Path(artifact.resolve())
        except (OSError, RuntimeError) as error:  # what requests raises is an OSError
            if isinstance(error, OSError) and error.errno in FULL | UNWRITABLE:
                raise
            trouble = unreachable(jar, source, error)
            forget(artifact.cached_path)
            continue
        if is_good(path, jar):
            return path
        trouble = ChecksumMismatch(
            f"{jar.coordinate} from {source} does not have the sha256 this release expects: it was altered on its "
            "way, so it is not used; check the Maven mirror or the proxy"
        )
        forget(path)
    raise trouble or unreachable(jar, source, TimeoutError())


def unreachable(jar: Jar, source: str, error: Exception) -> RegistryUnreachable:
    """Say how it failed in a word; the whole chain of urllib3 helps nobody."""
    reason = "it does not have it" if isinstance(error, RuntimeError) else type(error).__name__
    return RegistryUnreachable(
        f"cannot download {jar.coordinate} from {source} ({reason}): check the network and HTTPS_PROXY, "
        "or name a mirror with `jgo config set repositories.central URL`"
    )


def forget(path: Path | None) -> None:
    """Remove what jgo would else take for a good download the next time."""
    if path is not None:
        path.unlink(missing_ok=True)
