"""docs/settings.md lists the settings as they are declared."""

from pathlib import Path

import pytest

from streams.settings import describe_settings
from streams.settings.page import refreshed

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "stale: run python -m streams.settings.page docs/settings.md"


def test_a_changed_table_would_be_noticed() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page.replace("| `PASOKH_PREFIX` |", "| `PASOKH_PREFIX`|")) == page


def test_every_setting_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [row.env for row in describe_settings() if f"`{row.env}`" not in page] == []


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        refreshed("# Settings\n")
