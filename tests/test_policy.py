"""The policy file: what it means, and what is said when it is wrong."""

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policy import FORMULAS, CallPolicy, Policy, PolicyError, load_policy
from streams.policy.hours import WEEKDAYS, weekdays
from streams.policy.load import parse_policy

SAMPLE = """
timezone = "Asia/Tehran"
[queue.default.call]                 # any queue without its own table
answer_within_s = 30
service_level = { formula = "answered_over_answered", target = 0.90 }
short_abandon_s = 5
[queue.default.chat]
first_response_s = 60
next_response_s = 120
[queue.billing.call]
short_abandon_s = 2.5
service_level = { target = 0.75 }
[queue.billing.ticket]
first_response_s = { low = 28800, normal = 14400, high = 3600, urgent = 900 }
resolution_s = 172800
calendar = "office"
[calendar.office]
country = "IR"                       # public holidays
hours = { sat-wed = ["08:00-12:30", "13:30-17:00"], thu = ["08:00-12:00"] }
closed = ["2027-03-21", 2027-03-22]
[rule.service_level_low]
below = 0.70
clear = 0.78
over = "PT30M"
minimum = 20
[receiver.ops]
alertmanager = "http://127.0.0.1:9093"
"""


def policy(text: str) -> Policy:
    return parse_policy(tomllib.loads(text), "p.toml")


def complaints(text: str) -> list[str]:
    with pytest.raises(PolicyError) as caught:
        policy(text)
    return [str(problem) for problem in caught.value.problems]


def test_without_a_file_the_defaults_hold() -> None:
    defaults = load_policy(None)
    assert defaults.timezone == ZoneInfo("UTC")
    assert defaults.call("anything") == CallPolicy(
        answer_within_us=20_000_000, short_abandon_us=5_000_000, formula="answered_over_offered", target=0.80
    )


def test_the_sample_of_the_documentation_loads_whole(tmp_path: Path) -> None:
    path = tmp_path / "pasokh.toml"
    path.write_text(SAMPLE, encoding="utf-8")
    loaded = load_policy(path)
    assert loaded.timezone == ZoneInfo("Asia/Tehran")
    assert loaded.tables.calendar["office"].closed == ["2027-03-21", "2027-03-22"]
    assert loaded.tables.receiver["ops"].alertmanager == "http://127.0.0.1:9093"


def test_a_queue_inherits_key_by_key_from_the_default_queue() -> None:
    assert policy(SAMPLE).call("billing") == CallPolicy(
        answer_within_us=30_000_000, short_abandon_us=2_500_000, formula="answered_over_answered", target=0.75
    )


def test_a_queue_without_a_table_is_the_default_queue() -> None:
    loaded = policy(SAMPLE)
    assert loaded.call("sales") == loaded.call("default") == loaded.default_call


def test_chats_have_promises_of_their_own() -> None:
    assert load_policy(None).chat("anything") == CallPolicy(
        answer_within_us=60_000_000, short_abandon_us=5_000_000, formula="answered_over_offered", target=0.80
    )
    loaded = policy("[queue.default.chat]\nanswer_within_s = 90\n[queue.billing.chat]\nshort_abandon_s = 8")
    assert loaded.chat("billing") == CallPolicy(answer_within_us=90_000_000, short_abandon_us=8_000_000)
    assert loaded.of("chat")("billing") == loaded.chat("billing")
    assert loaded.of("call")("billing") == loaded.default_of("call") == CallPolicy()
    assert loaded.default_of("chat") == CallPolicy(answer_within_us=90_000_000)


def test_a_target_of_zero_is_a_target() -> None:
    assert policy("[queue.q.call.service_level]\ntarget = 0").call("q").target == 0


def test_asking_for_a_million_queues_keeps_nothing() -> None:
    loaded = policy(SAMPLE)
    before = len(loaded.calls)
    for number in range(1000):
        loaded.call(f"queue-{number}")
    assert len(loaded.calls) == before


def test_every_formula_of_the_reference_is_known() -> None:
    for formula in FORMULAS:
        assert policy(f'[queue.q.call.service_level]\nformula = "{formula}"').call("q").formula == formula


def test_the_settings_in_the_same_file_are_left_alone() -> None:
    assert policy('broker = "b:9092"\npartitions = 3') == Policy()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("timezone = 3", "timezone must be text (it is 3)"),
        ('timezone = "Asia/Teheran"', "did you mean 'Asia/Tehran'?"),
        ('timezone = "../../etc/passwd"', "timezone must be a name of the IANA zone database"),
        ("[queue.q.call]\nanswer_within_s = '20'", "queue.q.call.answer_within_s must be a number (it is '20')"),
        ("[queue.q.call]\nanswer_within_s = -1", "queue.q.call.answer_within_s must be at least 0 (it is -1)"),
        ("[queue.q.call]\nanswer_within_s = nan", "queue.q.call.answer_within_s must be a finite number"),
        ("[queue.q.call]\nanswer_within_s = true", "queue.q.call.answer_within_s must be a number (it is True)"),
        ("[queue.q.call]\nanswer_within = 20", "queue.q.call.answer_within is unknown (did you mean answer_within_s?)"),
        ('[queue."a b".call]\nx = 20', 'queue."a b".call.x is unknown; allowed are answer_within_s, short_abandon_s'),
        ("[queue.q.calls]", "queue.q.calls is unknown (did you mean call?)"),
        ("[queue.q]\ncall = 3", "queue.q.call must be a table (it is 3)"),
        ("queue = 3", "queue must be a table (it is 3)"),
        ('[queue.q.call]\nservice_level = {formula = "x"}', "must be one of 'removed_within', 'answered_over_offered'"),
        (
            "[queue.q.call]\nservice_level = {target = 80}",
            "queue.q.call.service_level.target must be at most 1 (it is 80)",
        ),
        ("[queue.q.ticket]\nresolution_s = '3'", "queue.q.ticket.resolution_s must be a number (it is '3')"),
        ("[queue.q.ticket]\nresolution_s = {lo = 3}", "queue.q.ticket.resolution_s.lo is unknown (did you mean low?)"),
        (
            "[queue.q.ticket]\nresolution_s = {low = -3}",
            "queue.q.ticket.resolution_s.low must be at least 0 (it is -3)",
        ),
        ('[queue.q.ticket]\ncalendar = "of"', "queue.q.ticket.calendar names a calendar that is not there"),
        ("[calendar.c]", "calendar.c.hours is missing"),
        (
            '[calendar.c]\nhours = {}\ncountry = "Iran"',
            'calendar.c.country must be two capital letters (ISO 3166), like "IR"',
        ),
        ('[calendar.c]\nhours = {mo = ["08:00-12:00"]}', "calendar.c.hours must name weekdays (mon, tue"),
        ("[calendar.c]\nhours = {mon-fri = [], wed = []}", "calendar.c.hours names wed twice"),
        ('[calendar.c]\nhours = {mon = ["12:00-08:00"]}', "like \"08:00-12:30\" under mon, not '12:00-08:00'"),
        ('[calendar.c]\nhours = {mon = ["08:00-24:30"]}', "under mon, not '08:00-24:30'"),
        ('[calendar.c]\nhours = {mon = ["08:00-12:00", "11:00-13:00"]}', "has stretches that overlap under mon"),
        ('[calendar.c]\nhours = {mon = []}\nclosed = ["21.3.2027"]', "calendar.c.closed[0] must be a date"),
        ('[rule.r]\nover = "30m"', "rule.r.over must be an ISO 8601 duration, like \"PT30M\" (it is '30m')"),
        ("[rule.r]\nbelow = 0.7\nclear = 0.6", "rule.r: clear must be at least below (0.7)"),
        ("[rule.r]\nabove = 7\nclear = 9", "rule.r: clear must be at most above (7)"),
        ("[rule.r]\nabove = 7\nbelow = 9", "rule.r: must have either below or above, not both"),
        ("[rule.r]\nminimum = 0.5", "rule.r.minimum must be a whole number (it is 0.5)"),
        ("[receiver.r]", "receiver.r: must have exactly one of alertmanager, webhook, pagerduty_key_file"),
        ('[receiver.r]\nwebhook = "ops"', "receiver.r.webhook must be a URL"),
    ],
)
def test_a_mistake_names_file_key_reason_and_what_is_allowed(text: str, complaint: str) -> None:
    found = complaints(text)
    assert any(complaint.replace(": ", " ") in line.replace(": ", " ") for line in found), found
    assert all(line.startswith("p.toml: ") for line in found)


def test_all_mistakes_are_told_at_once() -> None:
    found = complaints('timezone = "x"\n[queue.q.call]\nfoo = 1\nanswer_within_s = "x"\n[receiver.r]\n')
    assert len(found) == 4


def test_a_file_that_is_no_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "pasokh.toml"
    path.write_text("timezone = \n", encoding="utf-8")
    with pytest.raises(PolicyError, match=r"pasokh\.toml: is no TOML: .*line 1"):
        load_policy(path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pasokh.toml"
    path.write_bytes(b'timezone = "\xff"')
    with pytest.raises(PolicyError, match="is no TOML"):
        load_policy(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read: No such file"):
        load_policy(tmp_path / "none.toml")


def test_a_range_of_weekdays_may_run_over_the_end_of_the_week() -> None:
    assert list(weekdays("sat-wed")) == ["sat", "sun", "mon", "tue", "wed"]
    assert list(weekdays("thu")) == ["thu"]


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS))
def test_a_range_of_weekdays_begins_and_ends_as_it_says(first: str, last: str) -> None:
    days = list(weekdays(f"{first}-{last}"))
    assert (days[0], days[-1]) == (first, last)
    assert len(days) == len(set(days)) <= 7


def test_what_is_allowed_is_said_once_however_often_it_was_missed() -> None:
    with pytest.raises(PolicyError) as error:
        policy("[queue.q.call]\nanswer_in = 20\nshort_abandon = 5\n[queue.p.call]\nx = 1")
    lines = str(error.value).splitlines()
    assert len(lines) == 3
    assert [line.count("allowed are") for line in lines] == [1, 0, 0]
    assert "(did you mean short_abandon_s?)" in lines[1]
