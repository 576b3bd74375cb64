"""What the documentation names: links, paths, commands, code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "deploy", "docs", "schemas", "scripts", "streams", "tests")

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./-]*\w")


def pages() -> list[Path]:
    """Every page that people read."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])


def links(text: str) -> list[str]:
    """Targets of links and pictures, without those to elsewhere."""
    return [target for target in _LINK.findall(_without_code(text)) if "://" not in target]


def anchors(page: Path) -> set[str]:
    """What its headings are called in links, as GitHub does it."""
    headings = re.findall(r"^#+ (.+)$", _FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def paths(text: str) -> set[str]:
    """Paths of the project that stand between backticks."""
    return {found[0] for code in _CODE.findall(text) if (found := _PATH.match(code)) and "*" not in code}


def commands(text: str) -> Iterator[list[str]]:
    """Arguments of every `pasokh` command, in blocks, and in lines where more than its name stands."""
    lines = [line for _, body in _FENCED.findall(text) for line in body.splitlines()]
    lines += [line[4:] for line in text.splitlines() if line.startswith("    ")]
    lines += [code for code in _CODE.findall(_FENCED.sub("", text)) if code.startswith("pasokh ")]
    for line in lines:
        if line.lstrip().startswith("pasokh "):
            arguments = shlex.split(line.strip(), comments=True)[1:]
            yield arguments[: arguments.index(">")] if ">" in arguments else arguments


def blocks(page: Path, language: str) -> list[str]:
    """Fenced blocks of one language."""
    return [body for found, body in _FENCED.findall(page.read_text(encoding="utf-8")) if found == language]


def _without_code(text: str) -> str:
    return _CODE.sub("", _FENCED.sub("", text))
