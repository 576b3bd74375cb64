"""The generated part of docs/settings.md; `python -m streams.settings.page docs/settings.md` writes it anew."""

import re
import sys
from pathlib import Path
from typing import Final

from streams.settings.describe import settings_table

_PART: Final = re.compile(r"(<!-- generated: settings -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed(page: str) -> str:
    """The page with its table anew; ValueError when it has no place for one."""
    fresh, found = _PART.subn(lambda part: f"{part[1]}\n{settings_table()}\n{part[2]}", page)
    if found != 1:
        raise ValueError("the page needs exactly one <!-- generated: settings --> ... <!-- end -->")
    return fresh


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
