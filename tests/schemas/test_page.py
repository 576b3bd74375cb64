"""docs/events.md says what the code does."""

from pathlib import Path

import pytest

from streams.events.reasons import Reason
from streams.events.topics import TYPE_NAMES
from streams.schemas.page import refreshed

PAGE = Path(__file__).parents[2] / "docs" / "events.md"


def test_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "run `python -m streams.schemas` and commit"


def test_a_changed_table_would_be_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page.replace("| `null_key` |", "| `nul_key` |")) == page


def test_an_unknown_part_is_an_error() -> None:
    with pytest.raises(KeyError):
        refreshed("<!-- generated: nothing -->\n<!-- end -->")


def test_every_type_and_reason_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [word for word in (*TYPE_NAMES.values(), *Reason) if f"`{word}`" not in page] == []
