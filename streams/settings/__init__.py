"""Settings: environment over TOML file over defaults, every one declared once with its help and unit."""

from streams.settings.declared import ENV_PREFIX, Settings
from streams.settings.describe import SettingRow, describe_settings, settings_table
from streams.settings.load import SettingsError, load_settings, strangers
from streams.settings.security import kafka_security

__all__ = [
    "ENV_PREFIX",
    "SettingRow",
    "Settings",
    "SettingsError",
    "describe_settings",
    "kafka_security",
    "load_settings",
    "settings_table",
    "strangers",
]
