"""The Makefile and what continuous integration runs."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = ("help", "install", "demo", "test", "lint", "bench", "chaos", "lock", "schemas")


@pytest.fixture(scope="module")
def makefile() -> str:
    return (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_there_and_phony(makefile: str, target: str) -> None:
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert re.search(rf"^\.PHONY: {target}$", makefile, re.MULTILINE), "a file of that name would hide it"


def test_help_lists_every_target() -> None:
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in shown.splitlines()} >= set(TARGETS)


def test_targets_set_up_what_they_need() -> None:
    for target, needed in (("demo", "requirements.lock"), ("test", "requirements-dev.lock"), ("lock", "-build.lock")):
        command = ["make", "--dry-run", "--always-make", target]
        plan = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert f"scripts/install.sh {needed}" in plan or f"scripts/install.sh requirements{needed}" in plan


def test_continuous_integration_runs_the_tests_and_stops_at_the_first_failure() -> None:
    path = ROOT / ".ci" / "run"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert os.access(path, os.X_OK)
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] == "make test"


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.sh")), ids=lambda path: path.name)
def test_scripts_can_be_run_and_are_valid(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", script], check=True)


def test_a_tool_that_is_there_is_not_fetched(tmp_path: Path) -> None:
    """And so the script needs neither network nor rights on a machine that has it."""
    (tmp_path / "sometool").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "sometool").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = run_apt_tool("somepackage", "sometool", path)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_apt_the_person_is_told_what_to_install(tmp_path: Path) -> None:
    for needed in ("bash", "dirname", "env"):
        (tmp_path / needed).symlink_to(shutil.which(needed) or needed)
    done = run_apt_tool("somepackage", "sometool", str(tmp_path))
    assert done.returncode == 0
    assert "apt-get install somepackage" in done.stderr


def run_apt_tool(package: str, tool: str, path: str) -> subprocess.CompletedProcess[str]:
    command = [ROOT / "scripts" / "apt-tool.sh", package, tool]
    return subprocess.run(command, env={"PATH": path}, capture_output=True, text=True, check=False)
