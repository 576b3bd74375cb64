"""The command `pasokh` as a user runs it, and what it leaves on the broker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
BANK_MAPPING = EXAMPLES / "anonymousbank.toml"
COMMANDS = [
    ["demo"],
    ["broker"],
    ["worker"],
    ["simulate"],
    ["replay"],
    ["topics"],
    ["train"],
    ["check"],
    ["schemas"],
    ["doctor"],
    ["deadletters", "list"],
    ["deadletters", "show"],
    ["deadletters", "resend"],
]
"""Every command there is."""
COMMAND = (sys.executable, "-m", "streams.cli")


def environment(**settings: str) -> dict[str, str]:
    """The caller's own PASOKH_ variables do not count; those of the test suite and the download cache stay."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PASOKH_") or name.startswith(("PASOKH_TEST_", "PASOKH_CACHE_"))
    }
    return kept | {"PYTHONPATH": str(ROOT)} | {f"PASOKH_{name.upper()}": value for name, value in settings.items()}


def start(*arguments: str | Path, folder: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Begin a command in `folder`, where no pasokh.toml of the developer's lies."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=environment(**settings),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(
    *arguments: str | Path, folder: Path, timeout_s: float = 60, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """The same, to its end."""
    process = start(*arguments, folder=folder, **settings)
    try:
        out, err = process.communicate(timeout=timeout_s)
    finally:
        process.kill()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def replay_report(file: Path, *options: str | Path, broker: str, prefix: str, folder: Path) -> subprocess.Popen[bytes]:
    """`pasokh replay FILE --report --json` in the background."""
    return start("replay", file, *options, "--report", "--json", "--broker", broker, folder=folder, prefix=prefix)


def reported(process: subprocess.Popen[bytes], timeout_s: float = 110) -> dict[str, Any]:
    """The report, once it is printed."""
    try:
        out, err = process.communicate(timeout=timeout_s)
    finally:
        process.kill()
    assert process.returncode == 0, err.decode()
    report: dict[str, Any] = json.loads(out)
    return report


def new_prefix(name: str) -> str:
    """For one test's own topics on the shared broker."""
    return f"{name}-{uuid4().hex[:8]}."


async def topics(broker: str, prefix: str) -> set[str]:
    """Those of that prefix."""
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    await admin.start()
    try:
        return {name for name in await admin.list_topics() if name.startswith(prefix)}
    finally:
        await admin.close()


def data_file(*path: str) -> Path:
    """Real data lies outside the project; without it the tests of it are skipped."""
    file = Path(os.environ.get("PASOKH_TEST_DATA", ROOT.parent / "shared" / "data")).joinpath(*path).resolve()
    if not file.is_file():
        pytest.skip(f"no test data at {file}: PASOKH_TEST_DATA names the folder that holds it")
    return file
