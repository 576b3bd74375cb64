"""The one list of settings: name, type, default, bounds, unit, help."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, FilePath, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from streams.settings import values
from streams.settings.file import ConfigFileSource

ENV_PREFIX = "PASOKH_"

# Read where they are needed, since that is before there is a broker, and only from the environment.
ENVIRONMENT_ONLY = {
    "PASOKH_CACHE_DIR": "where the embedded broker's download is kept; the user's cache folder if not set",
}

Broker = Annotated[str, AfterValidator(values.broker_addresses)]
KafkaName = Annotated[str, AfterValidator(values.kafka_name)]
Lower = BeforeValidator(values.lower_case)
Upper = BeforeValidator(values.upper_case)


def _setting(default: Any, text: str, unit: str = "", **bounds: Any) -> Any:  # noqa: ANN401  as Field itself
    return Field(default, description=text, json_schema_extra={"unit": unit}, **bounds)


class Settings(BaseSettings):
    """Frozen; read once at start by the wiring, which hands each room only what it needs."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, env_ignore_empty=True, extra="ignore", frozen=True)

    config: Path | None = _setting(None, "TOML file with settings and policy; pasokh.toml if that is there")

    broker: Broker = _setting("127.0.0.1:9092", "Kafka brokers, host:port, several separated by commas")
    app_id: KafkaName = _setting("pasokh", "consumer group and start of every transactional id; fixed for life")
    prefix: Annotated[str, AfterValidator(values.kafka_prefix)] = _setting(
        "pasokh.", "what every topic's name begins with"
    )
    partitions: int = _setting(8, "partitions of every topic; fixed for life", ge=1, le=1024)
    replication: int = _setting(1, "copies of every partition that topics are created with", ge=1, le=9)
    metrics_keep_days: int = _setting(
        0, "how long the topic of metric records, when created, is to keep them; 0 for ever", "days", ge=0, le=36_500
    )

    time_source: Annotated[Literal["live", "event"], Lower] = _setting(
        "live", "live: time also moves with the wall clock; event: with events only (replay)"
    )
    disorder_s: float = _setting(5, "how far out of order events may come without being late", "s", ge=0, le=3600)
    grace_s: float = _setting(600, "how long a window stays open for corrections after its end", "s", ge=0, le=86_400)
    late_s: float = _setting(600, "how long a closed contact is kept for late events", "s", ge=0, le=604_800)
    expire_s: float = _setting(
        86_400,
        "without an end, a call expires so long after its first event, a chat after its latest",
        "s",
        ge=60,
        le=31_536_000,
    )
    reopen_s: float = _setting(
        86_400, "how long a chat that is over is kept, so that the customer can go on with it", "s", ge=0, le=31_536_000
    )
    ticket_reopen_s: float = _setting(
        2_419_200, "how long a solved or closed ticket is kept, so that it can be reopened", "s", ge=0, le=31_536_000
    )
    survey_s: float = _setting(
        86_400, "how long surveys still find the queue and agent of a contact that is over", "s", ge=0, le=2_678_400
    )
    agent_silent_s: float = _setting(
        300, "an available agent without a sign for so long is silent; 0: never", "s", ge=0, le=86_400
    )
    ahead_s: float = _setting(300, "an event further ahead of the broker's clock is rejected", "s", ge=0, le=86_400)
    commit_ms: int = _setting(100, "time between two commits of a partition", "ms", ge=10, le=10_000)
    publish_ms: int = _setting(1000, "least time between two records of the same metric key", "ms", ge=50, le=60_000)
    max_event_bytes: int = _setting(1_572_864, "a larger event is rejected", "bytes", ge=1024, le=104_857_600)
    keep_text: bool = _setting(
        False,  # noqa: FBT003  the default
        "keep what was said in enriched records, without cards, IBANs, ids, phones, e-mail",
    )

    score_text: bool = _setting(True, "read what customers and agents say: moods, abuse, apologies, topics")  # noqa: FBT003  the default
    text_weights: Path | None = _setting(None, "folder with weights of your own, as `pasokh train` writes them")

    web_host: str = _setting("127.0.0.1", "address the worker's health and metrics pages listen on")
    web_port: int = _setting(6066, "port of the worker's health and metrics pages; 0 takes a free one", ge=0, le=65_535)
    board_port: int = _setting(8080, "port of the wallboard; 0 takes a free one", ge=0, le=65_535)
    label_limit: int = _setting(
        500, "most queues with series of their own in /metrics; the rest is other", ge=1, le=100_000
    )
    watchdog_s: float = _setting(60, "a worker that lags and commits nothing for this long ends itself", "s", ge=5)
    session_timeout_s: float = _setting(
        10, "after this long without a sign of life a worker's partitions go to others", "s", ge=6, le=1800
    )

    security_protocol: Annotated[Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"], Upper] = _setting(
        "PLAINTEXT", "how to talk to the brokers"
    )
    ssl_cafile: FilePath | None = _setting(None, "certificates of the authorities to trust; the system's if not set")
    ssl_certfile: FilePath | None = _setting(None, "our own certificate")
    ssl_keyfile: FilePath | None = _setting(None, "the key of our own certificate")
    ssl_key_password_file: FilePath | None = _setting(None, "file with the password of that key")
    sasl_mechanism: Annotated[Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"], Upper] | None = _setting(
        None, "how to log in"
    )
    sasl_username: str | None = _setting(None, "name to log in with")
    sasl_password: SecretStr | None = _setting(None, "password to log in with; better given as a file")
    sasl_password_file: FilePath | None = _setting(None, "file with the password to log in with")

    log_format: Annotated[Literal["console", "json"], Lower] = _setting("console", "for people or for machines")
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Lower] = _setting(
        "info", "the least serious messages to log"
    )

    def topic(self, name: str) -> str:
        """The full name of one of our topics: `topic("calls")` -> "pasokh.calls"."""
        return f"{self.prefix}{name}"

    @model_validator(mode="after")
    def _security_is_whole(self) -> Self:
        if gaps := list(values.gaps_in_security(self.model_dump())):
            raise ValueError("; ".join(gaps))
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  pydantic's own signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, ConfigFileSource(settings_cls)
