"""Single values of the settings: each function returns the value or raises ValueError with what is allowed."""

import re
from collections.abc import Iterator, Mapping

_ADDRESS = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^\s:,\[\]]+):(\d{1,5})")
_KAFKA_NAME = re.compile(r"[A-Za-z0-9._-]{1,150}")


def broker_addresses(text: str) -> str:
    for address in text.split(","):
        if not _ADDRESS.fullmatch(address.strip()):
            raise ValueError('must be host:port, like "127.0.0.1:9092", several separated by commas')
    return ",".join(address.strip() for address in text.split(","))


def kafka_name(text: str) -> str:
    if not _KAFKA_NAME.fullmatch(text):
        raise ValueError("must be 1 to 150 of the letters A-Z a-z 0-9 . _ -")
    return text


def kafka_prefix(text: str) -> str:
    return kafka_name(text) if text else text


def lower_case(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def upper_case(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def gaps_in_security(given: Mapping[str, object]) -> Iterator[str]:
    """What the chosen way of talking to the brokers lacks, or has too much, in words."""
    if (given["ssl_certfile"] is None) != (given["ssl_keyfile"] is None):
        yield "ssl_certfile and ssl_keyfile must be set together"
    passwords = [key for key in ("sasl_password", "sasl_password_file") if given[key] is not None]
    if len(passwords) > 1:
        yield "sasl_password and sasl_password_file must not both be set"
    protocol = str(given["security_protocol"])
    if not protocol.startswith("SASL_"):
        if given["sasl_mechanism"] is not None:
            yield "sasl_mechanism needs security_protocol SASL_SSL (or SASL_PLAINTEXT)"
        return
    for key in ("sasl_mechanism", "sasl_username"):
        if given[key] is None:
            yield f"security_protocol {protocol} needs {key}"
    if not passwords:
        yield f"security_protocol {protocol} needs sasl_password_file (or sasl_password)"
