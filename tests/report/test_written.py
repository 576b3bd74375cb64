import csv
import io
import json
from zoneinfo import ZoneInfo

from rich.console import Console

from streams.report.build import FileFigures, Report, build
from streams.report.table import tables
from streams.report.written import to_csv, to_json
from tests.report.rig import DAY_1, DAY_2, duration, record

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
        ZONE,
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


def test_csv_has_a_line_for_each_day_and_queue_and_empty_cells_for_what_is_undefined() -> None:
    lines = list(csv.DictReader(io.StringIO(to_csv(january()))))
    assert [(line["day"], line["queue"]) for line in lines] == [
        ("1999-01-03", "PS"),
        ("1999-01-04", "PS"),
        ("total", "PS"),
    ]
    first, second, total = lines
    assert first["offered"] == "1200"
    assert first["left_queue_timeout"] == "1"
    assert first["wait_answered_mean_s"] == "6.0"
    assert first["wait_answered_p95_s"] == "3.0"
    assert first["talk_sum_s"] == "100.5"
    assert (second["service_level"], second["wait_answered_mean_s"], second["talk_count"]) == ("", "", "0")
    assert (total["offered"], total["wait_answered_p95_s"], total["wait_answered_max_s"]) == ("1201", "", "8.0")
    assert None not in total.values()


def test_json_holds_everything() -> None:
    read = json.loads(to_json(january()))
    assert read["days"][0]["counts"]["offered"] == 1200
    assert read["days"][1]["service_level"] is None
    assert read["totals"][0]["durations"]["wait_answered"]["sum_s"] == 12
    assert read["file"]["rejected"] == {"bad time": 1}
    assert read["dead_letters"] == {"no_time_zone": 3}


def shown(report: Report) -> str:
    console = Console(width=200, file=io.StringIO(), record=True)
    console.print(tables(report, within="20 s"))
    return console.export_text()


def test_the_table_shows_days_figures_and_what_was_rejected() -> None:
    text = shown(january())
    for expected in ("1999-01-03", "total", "1,200", "80.0%", "≤ 20 s", "100.5", "1 timeout", "REJECTED: 1", "line 4"):
        assert expected in text
    assert "2  PHANTOM" in text
    assert "3  no_time_zone" in text
    assert "–" in text, "what is undefined is a dash"


def test_a_report_of_nothing_says_so() -> None:
    assert "nothing was offered" in shown(build([], ZONE))
    assert "Dead letters: none" in shown(build([], ZONE))
