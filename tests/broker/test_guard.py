"""The guard, with `sleep` in Java's place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from streams.broker.node import GUARD

if TYPE_CHECKING:
    from pathlib import Path


def guarded(tmp_path: Path, *command: str, by: Path = GUARD) -> tuple[subprocess.Popen[bytes], int]:
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", str(by), str(os.getpid()), str(tmp_path / "out"), *command],
        stdout=subprocess.PIPE,
    )
    assert guard.stdout
    with guard.stdout as said:
        return guard, int(said.readline())


def runs(pid: int) -> bool:
    """A zombie that nobody has reaped yet does not run."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.returncode == 0 and not done.stdout.startswith("Z")


def gone_within(pid: int, limit_s: float) -> bool:
    deadline_s = time.monotonic() + limit_s
    while runs(pid):
        if time.monotonic() > deadline_s:
            return False
        time.sleep(0.02)
    return True


def test_ends_with_the_return_code_of_its_child(tmp_path: Path) -> None:
    guard, _ = guarded(tmp_path, "/bin/sh", "-c", "exit 3")
    assert guard.wait(5) == 3


def test_keeps_what_its_child_says(tmp_path: Path) -> None:
    guard, _ = guarded(tmp_path, "/bin/sh", "-c", "echo heard; echo too >&2")
    guard.wait(5)
    assert (tmp_path / "out").read_text() == "heard\ntoo\n"


def test_passes_a_request_to_stop_on(tmp_path: Path) -> None:
    guard, child = guarded(tmp_path, "/bin/sleep", "60")
    guard.terminate()
    assert guard.wait(5) == 128 + signal.SIGTERM
    assert not runs(child)


def test_kills_its_child_on_demand(tmp_path: Path) -> None:
    guard, child = guarded(tmp_path, "/bin/sh", "-c", "trap '' TERM; while :; do sleep 1; done")
    guard.send_signal(signal.SIGUSR1)
    assert guard.wait(5) == 128 + signal.SIGKILL
    assert not runs(child)


def test_a_program_that_cannot_be_run_is_an_exit_code_and_a_reason(tmp_path: Path) -> None:
    guard, _ = guarded(tmp_path, str(tmp_path / "nothing-here"))
    assert guard.wait(5) == 127
    assert "No such file" in (tmp_path / "out").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child together with its parent")
def test_its_child_does_not_outlive_a_killed_guard(tmp_path: Path) -> None:
    guard, child = guarded(tmp_path, "/bin/sleep", "60")
    guard.kill()
    guard.wait(5)
    assert gone_within(child, 5)


def test_its_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    script = (
        "import os, subprocess, sys, time\n"
        f"command = [sys.executable, '-I', '-S', {str(GUARD)!r}, str(os.getpid()), {str(tmp_path / 'out')!r}]\n"
        "guard = subprocess.Popen([*command, '/bin/sleep', '60'], stdout=subprocess.PIPE, start_new_session=True)\n"
        "print(int(guard.stdout.readline()), flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert parent.stdout
    with parent.stdout as said:
        child = int(said.readline())
    assert runs(child)
    parent.kill()
    parent.wait(5)
    assert gone_within(child, 5)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child together with its parent")
def test_a_guard_killed_before_its_child_was_bound_to_it_leaves_none(tmp_path: Path) -> None:
    slow = tmp_path / "slow_guard.py"
    slow.write_text(
        GUARD.read_text().replace("    die_with(guard)\n", "    import time; time.sleep(0.3); die_with(guard)\n")
    )
    guard, child = guarded(tmp_path, "/bin/sleep", "60", by=slow)
    guard.kill()
    guard.wait(5)
    assert gone_within(child, 5)
