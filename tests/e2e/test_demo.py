"""`pasokh demo` shows numbers that move, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

MOVING_WITHIN_S = 90.0
ENDED_WITHIN_S = 30.0
COUNTS = re.compile(r"^all: (\d+) waiting.*?(\d+) answered")


class Demo:
    """A demo in a process of its own, with a temporary folder and a home of its own to look into afterwards."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.temp = folder / "tmp"
        self.temp.mkdir(parents=True)
        self.out = folder / "out"
        environment = os.environ | {"TMPDIR": str(self.temp), "COLUMNS": "300"}
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streams.cli", "demo", "--history", "0.5", *options],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment,
            )

    def lines(self) -> list[str]:
        return self.out.read_text(errors="replace").splitlines()

    def wait_for(self, wanted: int) -> list[tuple[str, ...]]:
        """Different figures of all queues together, once there are so many."""
        deadline_s = time.monotonic() + MOVING_WITHIN_S
        while time.monotonic() < deadline_s:
            assert self.process.poll() is None, self.lines()
            seen = dict.fromkeys(found.groups() for line in self.lines() if (found := COUNTS.search(line)))
            if len(seen) >= wanted:
                return list(seen)
            time.sleep(0.5)
        raise AssertionError(f"nothing moved: {self.lines()[-5:]}")

    def children(self) -> list[int]:
        """Every process below the demo's."""
        found, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            tasks = Path(f"/proc/{pid}/task")
            below = [int(p) for task in tasks.glob("*/children") for p in task.read_text().split()]
            found += below
            queue += below
        return found

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.wait(ENDED_WITHIN_S)


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
@pytest.mark.timeout(300)
def test_a_demo_moves_and_a_second_one_runs_beside_it_and_both_end_without_a_trace(tmp_path: Path) -> None:
    first = Demo(tmp_path / "first")
    try:
        first.wait_for(2)
        url = next(line.split(" ", 1)[1] for line in first.lines() if line.startswith("Metrics: "))
        with urllib.request.urlopen(url) as answer:  # noqa: S310  a page of our own
            assert b"pasokh_contacts_offered_total{" in answer.read()
        second = Demo(tmp_path / "second", "--seed", "2")
        try:
            second.wait_for(1)
        finally:
            below = second.children() + first.children()
            second.end(signal.SIGHUP)  # as a terminal that is closed does
    finally:
        first.end(signal.SIGINT)
    assert first.process.returncode == second.process.returncode == 0
    time.sleep(1)
    assert [pid for pid in below if alive(pid)] == []
    assert list(first.temp.iterdir()) == list(second.temp.iterdir()) == []
