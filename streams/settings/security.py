"""How to talk to the brokers, as every aiokafka client takes it."""

import ssl
from pathlib import Path
from typing import Any

from streams.settings.declared import Settings


def kafka_security(settings: Settings) -> dict[str, Any]:
    """Keyword arguments for AIOKafkaConsumer, AIOKafkaProducer and AIOKafkaAdminClient.

    Raises OSError (ssl.SSLError is one) when a certificate or password file cannot be used.
    """
    kwargs: dict[str, Any] = {"security_protocol": settings.security_protocol}
    if settings.security_protocol.endswith("SSL"):
        kwargs["ssl_context"] = _ssl_context(settings)
    if settings.security_protocol.startswith("SASL_"):
        kwargs["sasl_mechanism"] = settings.sasl_mechanism
        kwargs["sasl_plain_username"] = settings.sasl_username
        kwargs["sasl_plain_password"] = _password(settings)
    return kwargs


def _ssl_context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=settings.ssl_cafile)
    if settings.ssl_certfile is not None and settings.ssl_keyfile is not None:
        # Without a password OpenSSL would ask on the terminal; an empty one makes an encrypted key fail instead.
        password = _first_line(settings.ssl_key_password_file) if settings.ssl_key_password_file else ""
        context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile, password)
    return context


def _password(settings: Settings) -> str:
    if settings.sasl_password_file is not None:
        return _first_line(settings.sasl_password_file)
    return settings.sasl_password.get_secret_value() if settings.sasl_password is not None else ""


def _first_line(path: Path) -> str:
    """Without its line end, which most editors add."""
    return path.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
