"""Settings: which source wins, and what is said when one is wrong."""

import ssl
from pathlib import Path

import pytest

from streams.policy import POLICY_KEYS
from streams.settings import (
    Settings,
    SettingsError,
    describe_settings,
    kafka_security,
    load_settings,
    settings_table,
    strangers,
)


@pytest.fixture(autouse=True)
def clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests comes in, and no file."""
    monkeypatch.chdir(tmp_path)
    for row in describe_settings():
        monkeypatch.delenv(row.env, raising=False)


def write(text: str, name: str = "pasokh.toml") -> None:
    Path(name).write_text(text, encoding="utf-8")


def complaints(**options: object) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(**options)
    return [str(problem) for problem in caught.value.problems]


def test_defaults_suffice() -> None:
    settings = load_settings()
    assert settings.broker == "127.0.0.1:9092"
    assert settings.topic("calls") == "pasokh.calls"
    assert settings.config is None


def test_the_command_line_wins_over_the_environment_over_the_file_over_the_defaults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("disorder_s = 1\ngrace_s = 2\nlate_s = 3")
    monkeypatch.setenv("PASOKH_GRACE_S", "20")
    monkeypatch.setenv("PASOKH_LATE_S", "30")
    settings = load_settings(late_s=300, expire_s=None)
    assert (settings.disorder_s, settings.grace_s, settings.late_s, settings.expire_s) == (1, 20, 300, 86_400)
    assert settings.config == Path("pasokh.toml")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASOKH_PARTITIONS", "")
    assert load_settings().partitions == 8


def test_another_file_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    write("partitions = 3", "other.toml")
    monkeypatch.setenv("PASOKH_CONFIG", "other.toml")
    assert load_settings().partitions == 3
    assert load_settings().config == Path("other.toml")


def test_a_named_file_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASOKH_CONFIG", "none.toml")
    assert complaints() == ["none.toml: cannot be read: No such file or directory"]


def test_a_file_that_is_no_toml_is_refused() -> None:
    write("partitions = ")
    assert complaints()[0].startswith("pasokh.toml: is no TOML: ")


def test_the_policy_in_the_same_file_is_left_alone() -> None:
    write('timezone = "UTC"\n[queue.default.call]\nanswer_within_s = 1\n')
    assert load_settings().config == Path("pasokh.toml")


def test_an_unknown_key_in_the_file_is_refused_with_the_nearest_name() -> None:
    write("partitons = 3\n[queues.default.call]\n")
    first, second = complaints()
    assert first.startswith("pasokh.toml:1: partitons is unknown (did you mean partitions?)")
    assert second.startswith("pasokh.toml:2: queues is unknown (did you mean queue?)")


def test_a_file_cannot_name_another_file() -> None:
    write('config = "other.toml"')
    assert complaints()[0].startswith("pasokh.toml:1: config is unknown")


def test_a_misspelt_variable_is_refused_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASOKH_PARTITION", "3")
    assert complaints() == ["environment: PASOKH_PARTITION is no setting; did you mean PASOKH_PARTITIONS?"]


def test_a_variable_that_resembles_no_setting_is_only_worth_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASOKH_SERVICE_HOST", "10.0.0.1")
    load_settings()
    assert "PASOKH_SERVICE_HOST" in strangers()


def test_the_variables_of_the_tests_and_of_the_embedded_broker_are_no_strangers() -> None:
    assert strangers({"PASOKH_TEST_DATA": "x", "PASOKH_CACHE_DIR": "y", "HOME": "z"}) == []


def test_every_mistake_is_one_line_with_its_source_key_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    write('broker = "x"\npartitions = 0')
    monkeypatch.setenv("PASOKH_WEB_PORT", "abc")
    assert complaints(time_source="sideways") == [
        "pasokh.toml:1: broker must be host:port, like \"127.0.0.1:9092\", several separated by commas (it is 'x')",
        "pasokh.toml:2: partitions must be at least 1 (it is 0)",
        "options: time_source must be one of 'live' or 'event' (it is 'sideways')",
        "environment: PASOKH_WEB_PORT must be a whole number (it is 'abc')",
    ]


def test_the_variable_is_blamed_when_it_hides_a_good_value_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write("partitions = 3")
    monkeypatch.setenv("PASOKH_PARTITIONS", "many")
    assert complaints() == ["environment: PASOKH_PARTITIONS must be a whole number (it is 'many')"]


@pytest.mark.parametrize("broker", ["kafka:9092", "a:1,b:2", "a:1, b:2", "[::1]:9092"])
def test_brokers_are_host_and_port(broker: str) -> None:
    assert load_settings(broker=broker).broker == broker.replace(" ", "")


@pytest.mark.parametrize("broker", ["", "kafka", "kafka:", ":9092", "a:1,", "kafka://a:1"])
def test_other_brokers_are_refused(broker: str) -> None:
    assert complaints(broker=broker)


def test_topics_must_have_names_that_kafka_takes() -> None:
    assert load_settings(prefix="").topic("calls") == "calls"
    assert complaints(prefix="a b.")


def test_a_secret_is_never_said(monkeypatch: pytest.MonkeyPatch) -> None:
    write("sasl_password = 271828")
    assert "271828" not in complaints()[0]
    write("")
    monkeypatch.setenv("PASOKH_SASL_PASSWORD", "hunter2")
    assert "hunter2" not in repr(load_settings())
    assert all("hunter2" not in line for line in complaints(security_protocol="SASL_SSL"))


def test_settings_are_frozen() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.partitions = 9  # type: ignore[misc]


def test_plain_text_needs_nothing_more() -> None:
    assert kafka_security(load_settings()) == {"security_protocol": "PLAINTEXT"}


def test_logging_in_takes_the_password_from_its_file() -> None:
    write("hunter2\n", "secret")
    settings = load_settings(
        security_protocol="sasl_ssl", sasl_mechanism="scram-sha-512", sasl_username="u", sasl_password_file="secret"
    )
    kwargs = kafka_security(settings)
    assert isinstance(kwargs.pop("ssl_context"), ssl.SSLContext)
    assert kwargs == {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "u",
        "sasl_plain_password": "hunter2",
    }


def test_the_broker_of_a_tls_connection_is_verified() -> None:
    context = kafka_security(load_settings(security_protocol="SSL"))["ssl_context"]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"security_protocol": "SASL_SSL", "sasl_username": "u", "sasl_password": "p"}, "needs sasl_mechanism"),
        (
            {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_username": "u"},
            "needs sasl_password_file",
        ),
        ({"sasl_mechanism": "PLAIN"}, "sasl_mechanism needs security_protocol"),
        ({"ssl_certfile": "pasokh.toml"}, "ssl_certfile and ssl_keyfile must be set together"),
        ({"ssl_cafile": "none.pem"}, "options: ssl_cafile must be a file that is there"),
    ],
)
def test_half_a_security_set_up_is_refused(options: dict[str, str], complaint: str) -> None:
    write("")
    assert any(complaint in line for line in complaints(**options))


def test_every_setting_is_described_with_its_unit() -> None:
    rows = {row.name: row for row in describe_settings()}
    assert rows.keys() - {""} == Settings.model_fields.keys()
    assert all(row.text for row in rows.values())
    for suffix, unit in (("_s", "s"), ("_ms", "ms"), ("_bytes", "bytes")):
        assert all(row.unit == unit for name, row in rows.items() if name.endswith(suffix))
    assert all(f"`{row.env}`" in settings_table() for row in rows.values())


def test_no_setting_has_the_name_of_a_policy_table() -> None:
    assert not POLICY_KEYS & Settings.model_fields.keys()
