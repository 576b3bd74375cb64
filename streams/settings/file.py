"""The TOML file as a source of settings; the policy's tables in the same file are not its business."""

import os
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from streams.policy import POLICY_KEYS
from streams.policy.load import read_toml

CONFIG_ENV = "PASOKH_CONFIG"
DEFAULT_CONFIG = Path("pasokh.toml")


class ConfigFileSource(PydanticBaseSettingsSource):
    """Raises PolicyError when the file cannot be read or is no TOML."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002  not ours
        return self().get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        path = config_path(self.current_state.get("config"))
        return {"config": path, **settings_in(path)} if path else {}


def config_path(chosen: str | Path | None = None) -> Path | None:
    """The file in force: the chosen one, the one that the environment names, or pasokh.toml if that is there."""
    named = chosen or os.environ.get(CONFIG_ENV)
    if named:
        return Path(named)
    return DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None


def settings_in(path: Path) -> dict[str, Any]:
    return {key: value for key, value in read_toml(path).items() if key not in POLICY_KEYS}
