"""docs/models.md shows the report of the weights that ship."""

from pathlib import Path

import pytest

from streams.text.training.page import refreshed

PAGE = Path(__file__).parents[2] / "docs" / "models.md"


def test_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "stale: run python -m streams.text.training.page docs/models.md"


def test_a_page_without_a_place_for_the_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        refreshed("# Models\n")
