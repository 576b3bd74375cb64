"""Writes `schemas/` and the generated parts of docs/events.md of the checkout it runs in."""

from pathlib import Path

from streams.schemas.page import refresh
from streams.schemas.write import write_schemas

write_schemas(Path("schemas"))
refresh(Path("docs/events.md"))
