import io
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console

from streams.report.build import build
from streams.report.lines import FileFigures, Report
from streams.report.table import tables
from tests.report.rig import COLUMNS, DAY_1, DAY_2, duration, record, ticket, whole

ZONE = ZoneInfo("Asia/Jerusalem")


def january() -> Report:
    return build(
        [
            record(
                "PS",
                DAY_1,
                {"offered": 1200, "answered": 3, "left_queue": 1, "left_queue_timeout": 1},
                durations={"wait_answered": duration(4, 8), "talk": duration(100.5)},
            ),
            record("PS", DAY_2, {"offered": 1}, rates={"service_level": None, "abandonment": None}),
        ],
        [whole("PS", {"offered": 1201, "answered": 3}, wait_answered=duration(4, 8))],
        ZONE,
        COLUMNS,
        file=FileFigures(
            file="january.txt",
            rows=10,
            events={"call.queued": 7},
            filtered={"PHANTOM": 2},
            rejected={"bad time": 1},
            examples=["january.txt, line 4, column at: bad time: 'x'"],
        ),
        dead_letters={"no_time_zone": 3},
    )


def of_all_channels() -> Report:
    """With the widest figures that a large centre has in a day, and surveys."""
    surveyed = {"csat_answered": 50, "csat_top_two": 40, "nps_answered": 9}
    rates = {"service_level": 0.8, "csat_top_two": 0.8, "csat_mean": 4.25, "nps": -12.4}
    day = 86_399.0
    responses = {name: duration(day) for name in COLUMNS["chat"].durations}
    resolutions = {name: duration(300 * day) for name in COLUMNS["ticket"].durations}
    queued = {"offered": 31_359, "answered": 27_060, "abandoned": 4_299, "left_queue": 2, "left_queue_key": 2}
    tickets = {"created": 17_136, "resolved": 17_379, "reopened": 241, "backlog": 4_000}
    return build(
        [
            record("billing", DAY_1, queued | surveyed, rates=rates, durations={"wait_answered": duration(day)}),
            record("billing", DAY_1, queued | surveyed, rates=rates, durations=responses, channel="chat"),
            record("billing", DAY_1, tickets | surveyed, rates=rates, durations=resolutions, channel="ticket"),
            record("billing", DAY_1, {"offered": 79_854} | surveyed, rates=rates, channel="all"),
            record("all", DAY_1, {"offered": 79_854, "backlog": 4_000} | surveyed, rates=rates, channel="all"),
        ],
        [],
        ZONE,
        COLUMNS,
    )


def shown(report: Report, width: int = 200) -> str:
    console = Console(width=width, file=io.StringIO(), record=True)
    console.print(tables(report, within="20 s"))
    return console.export_text()


def test_the_table_shows_days_figures_and_what_was_rejected() -> None:
    text = shown(january())
    for expected in ("1999-01-03", "total", "1,200", "80.0%", "≤ 20 s", "100.5", "1 timeout", "REJECTED: 1", "line 4"):
        assert expected in text
    assert "2  PHANTOM" in text
    assert "3  no_time_zone" in text
    assert "–" in text, "what is undefined is a dash"


def test_there_is_a_table_for_each_channel_and_one_line_a_day_for_all_of_them() -> None:
    text = shown(of_all_channels())
    assert [line.split(",")[0].strip() for line in text.splitlines() if "days of Asia/Jerusalem" in line] == [
        "Calls", "Chats", "Tickets", "All channels",
    ]  # fmt: skip
    assert text.count("79,854") == 1


def test_tickets_show_their_backlog_and_their_times_in_hours() -> None:
    resolved = ticket("a", DAY_1, {"created": 1}, durations={"resolution": replace(duration(0), p50_s=9000.0)})
    text = shown(build([resolved], [], ZONE, COLUMNS))
    for expected in ("created", "resolved", "backlog", "final", "times in h", "2.5 "):
        assert expected in text
    assert "first" not in text, "nobody answered anything"


def test_where_bots_wrote_the_response_of_people_is_shown_apart() -> None:
    responses = {
        "first_response": replace(duration(0), p50_s=620.0),
        "first_response_after_bot": replace(duration(0), p50_s=20.0),
    }

    def chats(**counts: int) -> str:
        line = record("a", DAY_1, {"offered": 1, **counts}, durations=responses, channel="chat")
        return shown(build([line], [], ZONE, COLUMNS))

    assert "620.0" in chats()
    assert "after" not in chats()
    with_bot = chats(messages_from_bot=2)
    assert "after" in with_bot
    assert "20.0" in with_bot


def test_a_long_time_is_shown_without_tenths() -> None:
    long = record("a", DAY_1, {"offered": 1}, durations={"handle": duration(123_456.7)})
    assert "123,457 " in shown(build([long], [], ZONE, COLUMNS))


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_a_table_is_never_wider_than_the_terminal(width: int) -> None:
    lines = shown(of_all_channels(), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not any("…" in line for line in lines), "nothing is cut"


def test_what_matters_most_is_there_at_120_columns_with_surveys_too() -> None:
    text = shown(of_all_channels(), 120)
    for figure in ("31,359", "27,060", "4,299", "80.0%", "-12", "17,136", "17,379", "241", "4,000"):
        assert figure in text
    chats = text[text.index("Chats") : text.index("Tickets")]
    assert (chats.count("p50"), chats.count("p90"), chats.count("CSAT")) == (2, 2, 2)
    assert chats.count("first") == chats.count("next") == 2


def test_a_table_says_that_it_could_show_more() -> None:
    assert "columns where there is room" in shown(of_all_channels(), 120)
    assert "where there is room" not in shown(january())


def test_surveys_are_shown_only_where_one_was_answered() -> None:
    assert "CSAT" not in shown(january())
    answered = record("PS", DAY_1, {"offered": 1, "nps_answered": 2}, rates={"nps": 50.0})
    text = shown(build([answered], [], ZONE, COLUMNS))
    assert "NPS" in text
    assert "+50" in text
    assert "CSAT" not in text, "nobody was asked"


def test_a_report_of_nothing_says_so() -> None:
    assert "nothing was offered" in shown(build([], [], ZONE, COLUMNS))
    assert "Dead letters: none" in shown(build([], [], ZONE, COLUMNS))
