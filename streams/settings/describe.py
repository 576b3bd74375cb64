"""The settings as a table, for the documentation and for --help."""

from collections.abc import Iterator
from typing import NamedTuple

from streams.settings.declared import ENV_PREFIX, ENVIRONMENT_ONLY, Settings


class SettingRow(NamedTuple):
    """`name` is the key in the TOML file (empty: it cannot stand there), `env` the variable that wins over it."""

    name: str
    env: str
    default: str
    unit: str
    text: str


def describe_settings() -> Iterator[SettingRow]:
    """In the order in which they are declared."""
    for env, text in ENVIRONMENT_ONLY.items():
        yield SettingRow("", env, "", "", text)
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        default = "" if field.default is None else str(field.default)
        yield SettingRow(name, f"{ENV_PREFIX}{name.upper()}", default, unit, field.description or "")


def settings_table() -> str:
    """Markdown, one row a setting."""
    lines = ["| environment | TOML | default | unit | meaning |", "|---|---|---|---|---|"]
    lines += [
        f"| `{row.env}` | `{row.name}` | {row.default} | {row.unit} | {row.text} |" for row in describe_settings()
    ]
    return "\n".join(lines) + "\n"
