"""What Prometheus reads from a worker."""

import shutil
import subprocess

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families

from streams.measures.pane import Levels, Scope
from streams.measures.staff import STATES
from streams.policy import CallPolicy, Policy
from tests.export.worker import NOW_US, Worker
from tests.rollups.rig import Rig, levels, pane

NINE = "1999-01-04T09:00:00Z"
ODD = Scope("queue", 'a "b" \\ c\nd\x00 پاسخ', "call")


def busy() -> Rig:
    rig = Rig()
    rig.told(NINE)
    counts = {"offered": 4, "answered": 3, "answered_within": 2, "abandoned": 1, "left_queue_timeout": 2}
    rig.fold(pane(NINE, waits_s=[0, 1.0, 1.000001, 20.0], **counts), pane(NINE, Scope("all", "all", "call"), **counts))
    rig.fold(pane(NINE, Scope("agent", "ann", "call"), answered=3), pane(NINE, ODD, offered=1))
    rig.fold(levels(3, 2, oldest_us=NOW_US - 90_000_000))
    return rig


def test_counters_are_by_queue_and_channel_and_nothing_is_counted_twice() -> None:
    samples = Worker(busy()).scrape()
    offered = {labels: value for (name, labels), value in samples.items() if name == "pasokh_contacts_offered_total"}
    assert offered == {"queue=billing,channel=call": 4, 'queue=a "b" \\ c�d� پاسخ,channel=call': 1}


def test_a_counter_is_there_from_zero_so_that_its_first_step_is_seen() -> None:
    assert Worker(busy()).scrape()["pasokh_contacts_transferred_total", "queue=billing,channel=call"] == 0


def test_those_who_left_are_by_reason() -> None:
    samples = Worker(busy()).scrape()
    left = {labels: value for (name, labels), value in samples.items() if name == "pasokh_contacts_left_queue_total"}
    assert left["queue=billing,channel=call,reason=timeout"] == 2
    assert left["queue=billing,channel=call,reason=callback"] == 0
    assert not [name for name, _ in samples if name.startswith("pasokh_contacts_left_queue_timeout")]


def test_buckets_count_exactly_up_to_their_bounds() -> None:
    samples = Worker(busy()).scrape()
    name, labels = "pasokh_wait_answered_seconds", "queue=billing,channel=call"
    upto = {le: samples[f"{name}_bucket", f"{labels},le={le}"] for le in ("1.0", "2.0", "16.0", "32.0", "+Inf")}
    assert upto == {"1.0": 2, "2.0": 3, "16.0": 3, "32.0": 4, "+Inf": 4}
    assert samples[f"{name}_count", labels] == 4
    assert samples[f"{name}_sum", labels] == pytest.approx(22.000001)


def test_gauges_say_how_a_queue_stands_at_the_time_of_the_scrape() -> None:
    worker = Worker(busy())
    worker.now_us += 10_000_000
    samples, labels = worker.scrape(), "queue=billing,channel=call"
    assert samples["pasokh_contacts_waiting", labels] == 3
    assert samples["pasokh_contacts_in_progress", labels] == 2
    assert samples["pasokh_longest_wait_seconds", labels] == 100
    assert samples["pasokh_service_level_ratio", f"{labels},window=PT5M"] == 0.5
    assert samples["pasokh_abandonment_ratio", f"{labels},window=today"] == 0.25
    assert samples["pasokh_service_level_target_ratio", labels] == 0.9


def test_each_channel_of_a_queue_has_its_own_target() -> None:
    rig = Rig()
    rig.told(NINE)
    chat = Scope("queue", "billing", "chat")
    rig.fold(levels(1), pane(NINE, offered=1), pane(NINE, chat, offered=1))
    policy = Policy(calls={"billing": CallPolicy(target=0.9)}, chats={"billing": CallPolicy(target=0.6)})
    samples = Worker(rig, policy=policy).scrape()
    assert samples["pasokh_service_level_target_ratio", "queue=billing,channel=call"] == 0.9
    assert samples["pasokh_service_level_target_ratio", "queue=billing,channel=chat"] == 0.6


def test_agents_are_told_by_queue_and_state_also_those_states_that_nobody_is_in() -> None:
    rig = busy()
    queue = Scope("queue", "billing", "all")
    for source in (1, 2):
        rig.fold(Levels(queue, source, 0, 0, None, states=dict.fromkeys(STATES, 0) | {"available": source}))
    samples = Worker(rig).scrape()
    agents = {labels: value for (name, labels), value in samples.items() if name == "pasokh_agents"}
    assert agents == {f"queue=billing,state={state}": 3 if state == "available" else 0 for state in STATES}


def test_agents_of_queues_without_a_label_are_summed_up() -> None:
    rig = Rig()
    for queue, count in (("billing", 1), ("care", 2), ("sales", 4)):
        rig.fold(Levels(Scope("queue", queue, "all"), 1, 0, 0, None, states={"busy": count}))
    samples = Worker(rig, label_limit=1).scrape()
    agents = {labels: value for (name, labels), value in samples.items() if name == "pasokh_agents"}
    assert agents == {"queue=billing,state=busy": 1, "queue=other,state=busy": 6}


def test_in_a_replay_waits_are_told_by_the_replays_time() -> None:
    rig = Rig()
    rig.told(NINE)
    assert rig.task.times.shown_us is not None
    rig.fold(levels(1, oldest_us=rig.task.times.shown_us - 7_000_000))
    samples = Worker(rig, live=False).scrape()
    assert samples["pasokh_longest_wait_seconds", "queue=billing,channel=call"] == 7


def test_a_window_without_contacts_has_no_service_level() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(levels(1))
    assert not [name for name, _ in Worker(rig).scrape() if name == "pasokh_service_level_ratio"]


def test_the_engine_tells_of_its_own_work() -> None:
    samples = Worker(Rig()).scrape()
    labels = "stage=contacts,partition=0"
    assert samples["pasokh_lag_events", labels] == 7
    assert samples["pasokh_lag_seconds", labels] == 0.5
    assert samples["pasokh_event_time_skew_seconds", labels] == 0.25
    assert samples["pasokh_watermark_timestamp_seconds", labels] == NOW_US / 1e6
    assert samples["pasokh_recovery_seconds", labels] == 1.5
    assert samples["pasokh_lost_records_total", labels] == 9
    assert samples["pasokh_dead_letters_total", f"{labels},reason=unknown_type"] == 2
    assert samples["pasokh_noted_events_total", f"{labels},what=duplicate"] == 4
    assert samples["pasokh_commit_seconds_bucket", f"{labels},le=0.02"] == 2
    assert samples["pasokh_commit_seconds_count", labels] == 3
    assert ("process_resident_memory_bytes", "") in samples


def test_late_deltas_are_told() -> None:
    rig = Rig()
    rig.told(NINE)
    rig.fold(pane("1999-01-04T05:00:00Z", offered=1))
    samples = Worker(rig).scrape()
    assert samples["pasokh_late_deltas_total", "partition=0,interval=PT1M"] == 1


def test_openmetrics_says_the_same_as_the_classic_text() -> None:
    worker = Worker(busy())
    classic = {s[:3] for f in text_string_to_metric_families(worker.text()) for s in map(flat, f.samples)}
    accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3"
    modern = {s[:3] for f in openmetrics_families(worker.text(accept)) for s in map(flat, f.samples)}
    assert without_process(classic) == without_process(modern)


def flat(sample: object) -> tuple[str, tuple[tuple[str, str], ...], float]:
    return sample.name, tuple(sorted(sample.labels.items())), sample.value  # type: ignore[attr-defined]


def without_process(samples: set[tuple[object, ...]]) -> set[tuple[object, ...]]:
    return {sample for sample in samples if not str(sample[0]).startswith("process_")}


def test_promtool_finds_nothing_to_mend() -> None:
    promtool = shutil.which("promtool")
    assert promtool, "promtool is missing: it comes with Debian's package `prometheus` (apt-get install prometheus)"
    found = subprocess.run(
        [promtool, "check", "metrics"],
        input=Worker(busy()).text(),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
