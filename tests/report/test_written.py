import csv
import io
import json

from streams.report.build import build
from streams.report.lines import Report
from streams.report.written import to_csv, to_json
from tests.report.rig import COLUMNS, DAY_1, duration, record, ticket
from tests.report.test_table import ZONE, january


def cells(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(report))))


def test_csv_has_a_line_for_each_day_and_queue_and_empty_cells_for_what_is_undefined() -> None:
    lines = cells(january())
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
    assert first["talk_count"] == "1"
    assert (second["service_level"], second["wait_answered_mean_s"], second["talk_count"]) == ("", "", "0")
    assert (total["offered"], total["wait_answered_p95_s"], total["wait_answered_max_s"]) == ("1201", "3.0", "8.0")
    assert None not in total.values()


def test_csv_has_the_columns_of_the_channels_that_there_are_and_empty_cells_where_one_is_not_a_channels() -> None:
    assert "created" not in cells(january())[0]
    both = [
        record("a", DAY_1, {"offered": 2}),
        ticket("a", DAY_1, {"created": 3, "backlog": 1}, durations={"resolution": duration(60)}),
    ]
    calls, tickets = cells(build(both, [], ZONE, COLUMNS))
    assert (calls["offered"], calls["backlog"], calls["talk_count"], calls["resolution_count"]) == ("2", "", "0", "")
    assert (tickets["offered"], tickets["backlog"], tickets["talk_count"]) == ("", "1", "")
    assert (tickets["resolution_count"], tickets["first_response_count"]) == ("1", "0")


def test_a_rate_that_is_called_as_a_count_has_a_column_of_its_own() -> None:
    answered = record("a", DAY_1, {"csat_answered": 4, "csat_top_two": 3}, rates={"csat_top_two": 0.75})
    (line,) = cells(build([answered], [], ZONE, COLUMNS))
    assert (line["csat_top_two"], line["csat_top_two_rate"]) == ("3", "0.75")


def test_no_two_columns_share_a_name() -> None:
    header = next(csv.reader(io.StringIO(to_csv(january()))))
    assert len(header) == len(set(header))


def test_json_holds_everything() -> None:
    read = json.loads(to_json(january()))
    assert read["days"][0]["counts"]["offered"] == 1200
    assert read["days"][0]["rates"]["service_level"] == read["days"][0]["service_level"] == 0.8
    assert read["days"][1]["service_level"] is None
    assert read["totals"][0]["durations"]["wait_answered"]["sum_s"] == 12
    assert read["file"]["rejected"] == {"bad time": 1}
    assert read["dead_letters"] == {"no_time_zone": 3}


def test_json_says_what_there_is_of_a_channel_and_what_of_it_is_not_added_up() -> None:
    read = json.loads(to_json(build([ticket("a", DAY_1, {"created": 1})], [], ZONE, COLUMNS)))
    assert list(read["channels"]) == ["ticket"]
    assert read["channels"]["ticket"]["standing"] == ["backlog"]
    assert read["channels"]["ticket"]["durations"] == list(COLUMNS["ticket"].durations)
