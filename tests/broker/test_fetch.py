"""Downloading, from a small Maven repository on loopback that can misbehave."""

from __future__ import annotations

import hashlib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from streams.broker.errors import ChecksumMismatch, DiskTrouble, RegistryUnreachable
from streams.broker.fetch import ensure_jars
from streams.broker.manifest import Jar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTENT = b"bytes of a jar" * 1000


def jar(artifact: str, content: bytes = CONTENT) -> Jar:
    return Jar("org.example", artifact, "1.0", hashlib.sha256(content).hexdigest())


class Repository(ThreadingHTTPServer):
    """Serves `files` by artifact; `torn` ones are cut short once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files: dict[str, bytes] = {}
        self.torn: set[str] = set()
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        artifact = self.path.split("/")[-3]
        content = self.server.files.get(artifact)
        if content is None or self.path.endswith(".sha1"):
            self.send_error(404)
            return
        self.server.asked.append(artifact)
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if artifact in self.server.torn:
            self.server.torn.remove(artifact)
            content = content[: len(content) // 2]
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def point_jgo_at(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "jgo.conf"
    config.write_text(f"[repositories]\ncentral = {url}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(config))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    with Repository() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        point_jgo_at(f"http://127.0.0.1:{server.server_port}", tmp_path, monkeypatch)
        yield server
        server.shutdown()


def test_brings_every_jar_of_the_list_once(repository: Repository, tmp_path: Path) -> None:
    repository.files = {"one": CONTENT, "two": b"other"}
    jars = [jar("one"), jar("two", b"other")]
    assert [path.read_bytes() for path in ensure_jars(tmp_path / "cache", jars)] == [CONTENT, b"other"]
    ensure_jars(tmp_path / "cache", jars)
    assert sorted(repository.asked) == ["one", "two"]


def test_leaves_nothing_but_jars_and_its_lock_behind(repository: Repository, tmp_path: Path) -> None:
    repository.files = {"one": CONTENT}
    (tmp_path / "cache" / ".incoming-of-a-killed-download").mkdir(parents=True)
    ensure_jars(tmp_path / "cache", [jar("one")])
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == [".lock", "one-1.0.jar"]


def test_a_torn_download_is_tried_again(repository: Repository, tmp_path: Path) -> None:
    repository.files = {"one": CONTENT}
    repository.torn = {"one"}
    (path,) = ensure_jars(tmp_path / "cache", [jar("one")])
    assert path.read_bytes() == CONTENT


def test_an_altered_jar_is_refused_by_name_and_not_kept(repository: Repository, tmp_path: Path) -> None:
    repository.files = {"one": b"altered"}
    with pytest.raises(ChecksumMismatch, match=r"org\.example:one:1\.0 from http://127\.0\.0\.1:\d+ does not have"):
        ensure_jars(tmp_path / "cache", [jar("one")])
    assert not list((tmp_path / "cache").glob("**/*.jar"))


def test_a_jar_that_was_altered_in_the_cache_is_brought_anew(repository: Repository, tmp_path: Path) -> None:
    repository.files = {"one": CONTENT}
    (path,) = ensure_jars(tmp_path / "cache", [jar("one")])
    path.write_bytes(b"altered")
    ensure_jars(tmp_path / "cache", [jar("one")])
    assert path.read_bytes() == CONTENT


def test_the_users_own_maven_files_are_used_when_they_are_right(repository: Repository, tmp_path: Path) -> None:
    for artifact, content in {"one": CONTENT, "two": b"altered"}.items():
        own = tmp_path / "m2" / "org" / "example" / artifact / "1.0" / f"{artifact}-1.0.jar"
        own.parent.mkdir(parents=True)
        own.write_bytes(content)
        repository.files[artifact] = CONTENT
    ensure_jars(tmp_path / "cache", [jar("one"), jar("two")])
    assert repository.asked == ["two"]


def test_several_at_once_download_once_and_all_get_it_whole(repository: Repository, tmp_path: Path) -> None:
    names = [f"jar{i}" for i in range(10)]
    repository.files = dict.fromkeys(names, CONTENT)
    jars = [jar(name) for name in names]
    with ThreadPoolExecutor(4) as pool:
        for paths in pool.map(lambda _: ensure_jars(tmp_path / "cache", jars), range(4)):
            assert {path.read_bytes() for path in paths} == {CONTENT}
    assert sorted(repository.asked) == sorted(names)


def test_a_registry_nobody_answers_at_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        point_jgo_at(url, tmp_path, monkeypatch)
        with pytest.raises(RegistryUnreachable, match=rf"cannot download .* from {url} \(ConnectionError\): check"):
            ensure_jars(tmp_path / "cache", [jar(f"jar{i}") for i in range(40)])


def test_a_mirror_without_the_jar_is_told_as_such(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(RegistryUnreachable, match="it does not have it"):
        ensure_jars(tmp_path / "cache", [jar("one")])


def test_a_cache_that_cannot_be_made_is_told_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a directory")
    with pytest.raises(DiskTrouble, match=f"cannot write to {tmp_path}/cache"):
        ensure_jars(tmp_path / "cache", [jar("one")])
