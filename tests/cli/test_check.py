"""What `pasokh check` says that a policy means."""

import re
import tomllib
from datetime import datetime

import pytest

from streams.cli.calendar_words import calendars_in_words, week_in_words
from streams.cli.check import policy_in_words
from streams.cli.target_words import duration, targets_in_words
from streams.policy import CallPolicy, Policy
from streams.policy.hours import parse_week
from streams.policy.load import parse_policy

FRIDAY_NIGHT = "2027-03-19T23:00+03:30"
OFFICE = """
timezone = "Asia/Tehran"
[calendar.office]
country = "IR"
hours = { sat-wed = ["08:00-12:30", "13:30-17:00"], thu = ["08:00-12:00"] }
closed = ["2027-03-28"]
open = ["1406-01-12"]
special = { "1405-12-29" = ["08:00-12:00"] }
"""


def calendar_lines(text: str, now: str = FRIDAY_NIGHT) -> list[str]:
    policy = parse_policy(tomllib.loads(text), "p.toml")
    now_us = round(datetime.fromisoformat(now).timestamp()) * 1_000_000
    return list(calendars_in_words(policy.calendars, now_us))


def test_calls_and_chats_are_told_apart() -> None:
    words = list(policy_in_words(Policy(chats={"billing": CallPolicy(answer_within_us=90_000_000, target=0.7)})))
    assert [line.partition(":")[0] for line in words[1:]] == [
        "Calls in any queue", "Chats in any queue", "Chats in billing",
    ]  # fmt: skip
    assert "80% are to be answered within 20 s" in words[1]
    assert "80% are to be answered within 60 s" in words[2]
    assert "70% are to be answered within 90 s" in words[3]


def test_what_single_contacts_are_promised_is_said_once_where_it_differs() -> None:
    text = """
    [queue.default.chat]
    first_response_s = 60
    apology_s = 90.5
    [queue.sales.chat]
    short_abandon_s = 3
    [queue.billing.ticket]
    first_response_s = { low = 28800, high = 5400 }
    calendar = "office"
    imminent_s = 600
    [queue.billing.ticket.tier.gold]
    resolution_s = 7200
    [queue.sales.call]
    hold_s = 120
    promise_kept_within_s = 0
    answer_s = 30
    calendar = "office"
    [calendar.office]
    hours = { mon = ["08:00-12:00"] }
    """
    lines = targets_in_words(parse_policy(tomllib.loads(text), "p.toml"))
    who, promised, hours, warnings = zip(
        *(re.split(r": each is promised |\. (?=[A-Z])", line) for line in lines), strict=True
    )
    assert who == (
        "Calls in sales", "Chats in any queue", "Tickets in billing", "Tickets in billing, customers of tier gold",
    )  # fmt: skip
    tickets = "a first response within 8 h (low), 1 h 30 min (high)"
    assert promised == (
        "an answer within 30 s; no hold longer than 2 min; an answer at most 0 s after the announced wait",
        "a first response within 60 s; an apology within 90.5 s of a negative turn",
        tickets,
        f"{tickets}; a resolution within 2 h",
    )
    office = "Time counts in the hours of office"
    around = "holds and announced waits count around the clock"
    assert hours == (f"{office}; {around}", "Time counts around the clock", office, office)
    share, left = "Imminent when 80% of it is used up.", "Imminent when 10 min of it are left."
    assert warnings == (share, share, left, left)


def test_a_policy_that_promises_nothing_to_single_contacts_says_nothing_of_them() -> None:
    assert list(targets_in_words(Policy())) == []


def test_a_calendar_says_its_hours_zone_and_the_days_it_names() -> None:
    hours = "sat-wed 08:00-12:30 and 13:30-17:00; thu 08:00-12:00; fri closed. That is 44 hours a week."
    assert calendar_lines(OFFICE)[:5] == [
        f"Calendar office, by the clocks of Asia/Tehran: {hours}",
        "  Closed on Sun 2027-03-28 (1406-01-08).",
        "  Open as on any such weekday, holiday or not, on Thu 2027-04-01 (1406-01-12).",
        "  Hours of its own on Sat 2027-03-20 (1405-12-29): 08:00-12:00.",
        "  Closed on the public holidays of IR; those of the next 12 months:",
    ]


def test_public_holidays_have_their_names_and_say_when_it_opens_all_the_same() -> None:
    lines = calendar_lines(OFFICE)
    assert "    Sun 2027-03-21 (1406-01-01) Nowruz / جشن نوروز" in lines
    opened = [line for line in lines if "open all the same" in line]
    assert [line[4:44] for line in opened] == [
        "Sat 2027-03-20 (1405-12-29) [open all th",
        "Thu 2027-04-01 (1406-01-12) [open all th",
    ]
    assert any("(estimated)" in line for line in lines), "lunar dates ahead are estimates"


def test_the_next_ten_openings_come_with_jalali_dates_in_iran() -> None:
    lines = calendar_lines(OFFICE)
    assert lines[-12:] == [
        "  Closed now.",
        "  The next openings:",
        "    Sat 2027-03-20 (1405-12-29) 08:00 until 12:00",
        "    Thu 2027-03-25 (1406-01-05) 08:00 until 12:00",
        "    Sat 2027-03-27 (1406-01-07) 08:00 until 12:30",
        "    Sat 2027-03-27 (1406-01-07) 13:30 until 17:00",
        "    Mon 2027-03-29 (1406-01-09) 08:00 until 12:30",
        "    Mon 2027-03-29 (1406-01-09) 13:30 until 17:00",
        "    Tue 2027-03-30 (1406-01-10) 08:00 until 12:30",
        "    Tue 2027-03-30 (1406-01-10) 13:30 until 17:00",
        "    Wed 2027-03-31 (1406-01-11) 08:00 until 12:30",
        "    Wed 2027-03-31 (1406-01-11) 13:30 until 17:00",
    ]


def test_elsewhere_dates_are_gregorian_alone_and_nights_name_the_day_they_end() -> None:
    text = '[calendar.n]\ntimezone = "Europe/Dublin"\nhours = { mon-fri = ["22:00-06:00"] }'
    lines = calendar_lines(text, "2026-10-24T02:00Z")
    assert "  Open now until 06:00." in lines
    assert "    Mon 2026-10-26 22:00 until Tue 2026-10-27 06:00" in lines
    assert len(lines) == 4 + 10


def test_a_calendar_that_never_opens_or_never_closes_says_so() -> None:
    assert calendar_lines("[calendar.n]\nhours = { mon = [] }")[-1] == "  It never opens."
    assert calendar_lines('[calendar.a]\nhours = { mon-sun = ["00:00-24:00"] }')[-1] == "  Open now for good."
    once = '[calendar.o]\nhours = { mon = [] }\nspecial = { "2027-04-01" = ["08:00-09:00"] }'
    assert calendar_lines(once)[-2:] == ["    Thu 2027-04-01 08:00 until 09:00", "  After that it never opens again."]


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"mon-sun": ["00:00-24:00"]}, "mon-sun 00:00-24:00. That is 168 hours a week."),
        ({"sun-thu": ["08:00-16:30"]}, "sun-thu 08:00-16:30; fri-sat closed. That is 42.5 hours a week."),
        (
            {"mon": ["08:00-12:00"], "wed": ["08:00-12:00"]},
            "thu-sun closed; mon 08:00-12:00; tue closed; wed 08:00-12:00. That is 8 hours a week.",
        ),
    ],
)
def test_days_with_the_same_hours_are_named_together(hours: dict[str, list[str]], words: str) -> None:
    assert week_in_words(parse_week(hours)) == words


def test_times_are_said_in_the_units_people_use() -> None:
    seconds = (0, 0.5, 60, 119, 120, 3_600, 5_400, 86_461, 172_800)
    assert [duration(round(each * 1_000_000)) for each in seconds] == [
        "0 s", "0.5 s", "60 s", "119 s", "2 min", "1 h", "1 h 30 min", "24 h 1 min 1 s", "48 h",
    ]  # fmt: skip
