"""What each topic has to be, so that numbers stay right."""

from __future__ import annotations

import pytest

from streams.app.topics import topic_specs
from streams.engine.stage import Stage
from streams.engine.topics import TopicSpec
from streams.events.topics import INPUT_TOPICS
from streams.settings import load_settings

LEDGERS = ("ledger.contacts", "ledger.rollups")


def specs(**settings: object) -> dict[str, TopicSpec]:
    """By name without the prefix."""
    own = load_settings(**settings)
    stages = [Stage(name, (), lambda _: None) for name in ("contacts", "rollups")]  # type: ignore[arg-type, return-value]
    return {spec.name.removeprefix(own.prefix): spec for spec in topic_specs(own, stages)}


@pytest.mark.parametrize("name", ["metrics", "alerts", "customers"])
def test_what_is_read_by_key_may_be_compacted_with_or_without_expiring(name: str) -> None:
    assert specs()[name].required["cleanup.policy"] == ("compact", "compact,delete")


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_may_only_be_compacted(name: str) -> None:
    assert specs()[name].required["cleanup.policy"] == ("compact",)


@pytest.mark.parametrize("name", [*INPUT_TOPICS, "panes", "deadletters"])
def test_where_every_record_counts_none_may_be_compacted_away(name: str) -> None:
    assert specs()[name].required["cleanup.policy"] == ("delete", "")


@pytest.mark.parametrize("name", INPUT_TOPICS)
def test_inputs_carry_the_brokers_time(name: str) -> None:
    assert specs()[name].required["message.timestamp.type"] == ("LogAppendTime",)


def test_a_topic_is_created_as_it_is_required() -> None:
    for spec in [*specs().values(), *specs(metrics_keep_days=7).values()]:
        for key, values in spec.required.items():
            assert spec.config[key] in values, (spec.name, key)


def test_nothing_else_is_required_that_an_operator_may_have_changed() -> None:
    keys = {key for spec in specs().values() for key in spec.required}
    assert keys == {"cleanup.policy", "message.timestamp.type"}
    assert specs()["contacts"].required == {}


def test_metric_records_are_kept_for_ever_unless_days_are_set() -> None:
    assert specs()["metrics"].config == {"cleanup.policy": "compact"}
    assert specs(metrics_keep_days=7)["metrics"].config == {
        "cleanup.policy": "compact,delete",
        "retention.ms": "604800000",
    }
