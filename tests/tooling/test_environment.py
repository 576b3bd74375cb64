"""Every variable that the program reads or names is declared."""

import re
from pathlib import Path

from streams.settings import describe_settings

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\bPASOKH_[A-Z][A-Z_]*[A-Z]\b")
OF_THE_TESTS = "PASOKH_TEST_"


def test_code_and_documents_name_no_variable_that_is_not_declared() -> None:
    declared = {row.env for row in describe_settings()}
    files = [*(ROOT / "streams").rglob("*.py"), *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in named - declared if not name.startswith(OF_THE_TESTS)} == set()
