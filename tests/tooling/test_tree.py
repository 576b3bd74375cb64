"""What must not stand in any file of the project."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org",
    "pythonhos" + "ted",
    "np" + "mjs",
    "yarn" + "pkg",
    "maven" + ".org",
    "maven" + ".apache.org",
    "proxy.gol" + "ang",
    "crates" + ".io",
    "art" + "ifactory",
]
REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
PERSONAL_PATH = re.compile(
    r"(?<![\w.])/(?:ho" + r"me|ro" + r"ot|Us" + r"ers|wo" + r"rk|works" + r"pace)(?:/[\w.-]|\b(?!/))"
)
EXCEPTION = re.compile(r"#\s*(?:noqa|ruff:|type: ignore|pragma)\b(?P<rest>.*)")
CODES = re.compile(r"[:\s\[\]]*(?:[A-Za-z]+\d+|[a-z]+(?:-[a-z]+)+|[a-z]+(?=\])|no cover|,)[\]\s,]*")


def tracked() -> Iterator[Path]:
    """Files that are in the repository, or will be with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).is_file():
            yield ROOT / name


def lines() -> Iterator[tuple[str, str]]:
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or an archive
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def test_no_file_names_a_package_registry() -> None:
    assert [where for where, line in lines() if REGISTRY.search(line)] == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    assert [where for where, line in lines() if PERSONAL_PATH.search(line)] == []


@pytest.mark.parametrize("text", ["cd /ho" + "me/sam/x", '"/ro' + 'ot"', "file:///Us" + "ers/sam", "=/wo" + "rk/a"])
def test_the_pattern_finds_paths_of_a_machine(text: str) -> None:
    assert PERSONAL_PATH.search(text)


@pytest.mark.parametrize("text", ["/usr/bin/env", "docs/ho" + "me/x", "a frame" + "work/thing", "/api/now", "1/2"])
def test_the_pattern_leaves_other_paths_alone(text: str) -> None:
    assert not PERSONAL_PATH.search(text)


def test_every_lint_exception_in_the_code_has_its_reason_beside_it() -> None:
    without = []
    for where, line in lines():
        if not where.startswith(("streams/", "scripts/", "benchmarks/")) or not where.partition(":")[0].endswith(".py"):
            continue
        found = EXCEPTION.search(line)
        if found and not CODES.sub("", found["rest"]).strip(" #-"):
            without.append(where)
    assert without == []


def test_every_lint_rule_that_is_off_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    off = re.findall(r'^\s+"[A-Z]+\d*",.*$', text, re.MULTILINE)
    assert len(off) > 20
    assert [line for line in off if "#" not in line] == []


def test_no_file_is_large() -> None:
    large = [path.name for path in tracked() if path.stat().st_size > 1_000_000]
    assert large == []
