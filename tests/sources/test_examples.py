"""The small files under docs/examples: what a user tries first."""

from datetime import UTC, datetime

from streams.events.times import micros
from streams.events.types import AgentStateChanged, ChatMessaged, Event, SurveyAnswered
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.e2e.chain import Chain
from tests.sources.rig import EXAMPLES


def read(name: str) -> tuple[Reading, list[Event]]:
    reading = Reading(EXAMPLES / f"{name}.csv", "csv", load_mapping(EXAMPLES / f"{name}.toml"))
    return reading, list(reading)


def test_agents_states_come_with_their_queues_and_capacity() -> None:
    reading, found = read("agent-states")
    states = [event for event in found if isinstance(event, AgentStateChanged)]
    assert [(event.subject, event.data.state) for event in states] == [
        ("ann", "available"),
        ("ann", "available"),
        ("ann", "busy"),
        ("ben", "available"),
        ("ann", "wrap_up"),
        ("ann", "away"),
        ("ben", "offline"),
    ]
    assert states[0].data.queues == ["billing", "cards"]
    assert states[0].data.capacity == {"call": 1, "chat": 3}
    assert states[5].data.reason == "prayer"
    assert (states[5].time - states[4].time).microseconds == 1, "one second, in the order of the file"
    assert not reading.rejected


def test_a_row_of_a_survey_may_hold_several_answers() -> None:
    reading, found = read("surveys")
    answers = [(e.subject, e.data.kind, e.data.score, e.data.scale_max) for e in found if isinstance(e, SurveyAnswered)]
    assert answers == [
        ("T-1001", "csat", 5, 5),
        ("T-1001", "nps", 10, 10),
        ("T-1002", "csat", 2, 5),
        ("C-77", "nps", 6, 10),
    ]
    assert found[0].time == datetime(2026, 3, 2, 10, 5, tzinfo=UTC)
    assert reading.tally.filtered == {"an empty answer": 1}


def test_a_log_of_chats_says_who_wrote_what_and_who_left_unanswered() -> None:
    reading, found = read("chats")
    assert not reading.rejected
    written = [
        (event.data.speaker, event.data.agent_id, event.data.visibility)
        for event in found
        if isinstance(event, ChatMessaged) and event.subject == "H-1"
    ]
    assert written == [
        ("customer", None, "public"), ("bot", None, "public"), ("customer", None, "public"),
        ("agent", "sara", "public"), ("agent", "sara", "internal"), ("agent", "sara", "public"),
        ("customer", None, "public"),
    ]  # fmt: skip
    chain = Chain(1)
    for event in sorted(found, key=lambda event: event.time):
        chain.put(event)
    chain.finish(micros(datetime(2026, 3, 6, tzinfo=UTC)))
    [day] = [w for key, w in chain.windows().items() if key.startswith(b"queue/billing/chat/P1D/")]
    counts, durations = day["counts"], day["durations"]
    assert (counts["offered"], counts["answered"], counts["abandoned"]) == (2, 1, 1)
    assert [durations[name]["sum_s"] for name in ("wait_answered", "first_response", "first_response_after_bot")] == [
        10, 71, 30,
    ]  # fmt: skip
