"""What is declared of the measures, against what they do."""

import importlib
from pathlib import Path

import pytest
from hypothesis import given, settings

from streams.contacts.contact import Contact
from streams.events.types import TicketCreated
from streams.measures import catalogue
from streams.measures.lines import REGISTRY
from streams.measures.page import refreshed
from streams.measures.registry import collect
from tests.contacts.story import Story, Told
from tests.contacts.test_any_order import stories

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"
NAMES = {
    "offered", "answered", "answered_within", "abandoned", "short_abandoned", "abandoned_within", "left_queue",
    "left_queue_timeout", "left_queue_callback", "left_queue_key", "left_queue_empty", "left_queue_overflow",
    "left_queue_withdrawn", "left_queue_other", "callback_within", "transferred", "ring_missed", "held", "handled",
    "promised", "promise_kept", "expired", "wait_answered", "wait_abandoned", "wait_left", "talk", "hold", "wrap_up",
    "handle", "promise_overrun", "promise_underrun",
} | {
    "surveyed", "surveyable", "responded",
    "csat_answered", "csat_top_two", "csat_points", "nps_answered", "nps_promoters", "nps_detractors",
    "ces_answered", "ces_points",
} | {
    "first_response", "first_response_after_bot", "next_response", "next_response_after_bot", "unanswered",
    "messages_from_customer", "messages_from_agent", "messages_from_bot", "internal_notes",
} | {
    "said_by_customer", "words_by_customer", "negative_by_customer", "positive_by_customer",
    "sentiment_points_of_customer", "said_by_agent", "words_by_agent", "negative_by_agent", "positive_by_agent",
    "sentiment_points_of_agent", "abuse", "profanity", "apologies", "canned", "repeated", "upset", "began_upset",
    "apologised", "recovered", "turnaround", "apology", "apology_judged", "apology_effect_points",
} | {
    "created", "found_open", "resolved", "reopened", "priority_changed", "backlog", "resolution", "resolution_first",
    "requester_wait", "requester_wait_first", "agent_work", "agent_work_first",
} | {
    "available_s", "busy_s", "away_s", "wrap_up_s", "offline_s", "silent_s", "engaged_s", "contact_s",
    "capacity_used_s", "idle_s", "chats_taken_as_1", "chats_taken_as_2", "chats_taken_as_3", "chats_taken_as_4",
    "chats_taken_as_5_or_more",
}  # fmt: skip


def test_every_figure_of_the_records_is_measured() -> None:
    assert set(REGISTRY) == NAMES


def test_the_page_is_as_the_registry_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert refreshed(page) == page, "stale: run python -m streams.measures.page docs/metrics.md"


def test_every_measure_says_what_it_is() -> None:
    for measure in REGISTRY.values():
        assert measure.definition.endswith("."), measure.name
        assert measure.booking, measure.name
        assert measure.source, measure.name
        assert measure.kind != "duration" or measure.unit == "s", measure.name


def test_a_rule_reads_its_value_in_one_way() -> None:
    for measure in REGISTRY.values():
        for rule in measure.rules:
            assert (rule.value is None) != (rule.judged is None), measure.name


def test_a_name_given_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("from streams.measures.catalogue.talk import MEASURE\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path.parent)
    importlib.invalidate_caches()
    with pytest.raises(ValueError, match="two measures are named 'talk'"):
        collect(tmp_path.name, [str(tmp_path)])


def test_the_catalogue_holds_nothing_but_measures() -> None:
    assert collect(catalogue.__name__, catalogue.__path__).keys() == REGISTRY.keys()


@settings(max_examples=60)
@given(stories)
def test_a_measure_changes_only_after_the_events_it_names(told: tuple[str, list[Told]]) -> None:
    channel, events = told
    events.sort(key=lambda happening: type(happening[1]) is not TicketCreated)  # it comes first, or changes the past
    story = Story(Contact("c1", channel))
    for place, (_, happened) in enumerate(events):  # one a minute, in order
        before = story.sums.plain()
        story.tell((place * 60_000_000, happened))
        changed = {key[3] for key, _ in before.items() ^ story.sums.plain().items()}
        for name in changed:
            assert type(happened) in REGISTRY[name].after, f"{name} after {type(happened).__name__}"
            assert channel in REGISTRY[name].channels, f"{name} of a {channel}"
