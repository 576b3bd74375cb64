import asyncio
import io
import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from rich.console import Console

from streams.demo.drawing import drawn, duration, freshness, level, line
from streams.demo.standing import Standing
from streams.demo.table import show
from streams.records import Duration, MetricRecord, Scope, WindowFigures, encode, metric_key
from tests.conftest import RunningBroker

NOW = datetime(2027, 3, 21, 12, 0, 30, tzinfo=UTC)
NOW_US = int(NOW.timestamp() * 1e6)
URLS = {"board": "http://127.0.0.1:8080/", "metrics": "http://127.0.0.1:6066/metrics"}


def text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def window(level: float | None, answered: int = 0, abandoned: int = 0, asa_s: float | None = None) -> WindowFigures:
    asa = Duration(count=answered, sum_s=0, mean_s=asa_s, max_s=None, p50_s=None, p90_s=None, p95_s=None, p99_s=None)
    return WindowFigures(
        start=text(NOW - timedelta(minutes=29)),
        end=text(NOW),
        counts={"answered": answered, "abandoned": abandoned},
        durations={"wait_answered": asa} if asa_s is not None else {},
        rates={"service_level": level},
    )


def record(
    queue: str,
    *,
    waiting: int = 0,
    since: datetime | None = None,
    half_hour: WindowFigures | None = None,
    today: WindowFigures | None = None,
    event_time: datetime = NOW - timedelta(seconds=6),
    kind: str = "queue",
    channel: str = "call",
) -> MetricRecord:
    return MetricRecord(
        scope=Scope(kind=kind, id=queue),  # type: ignore[arg-type]
        channel=channel,  # type: ignore[arg-type]
        interval="now",
        start=None,
        end=text(event_time + timedelta(seconds=30)),
        complete=False,
        counts={},
        durations={},
        rates={},
        sentiment={},
        gauges={
            "event_time": text(event_time),
            "waiting": waiting,
            "in_progress": 4,
            "oldest_waiting_since": text(since) if since else None,
        },
        windows={"PT30M": half_hour or window(None), "today": today or window(None)},
    )


def standing(*records: MetricRecord, received_us: int = NOW_US) -> Standing:
    made = Standing(lambda queue: 0.90 if queue == "cards" else 0.80)
    for one in records:
        made.take(one, received_us)
    return made


def seen(of: Standing, now_us: int = NOW_US, width: int = 120) -> list[str]:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(drawn(of, now_us, URLS, width))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def cells(of: Standing, name: str, now_us: int = NOW_US) -> list[str]:
    return next(row for row in rows(of, now_us) if row[0] == name)


def rows(of: Standing, now_us: int = NOW_US, width: int = 120) -> list[list[str]]:
    """Without the two lines of headings."""
    return [[cell.strip() for cell in one.split("│")] for one in seen(of, now_us, width) if "│" in one][2:]


FULL = record(
    "billing",
    waiting=3,
    since=NOW - timedelta(seconds=95),
    half_hour=window(0.7949),
    today=window(0.85, answered=120, abandoned=7, asa_s=12.4),
)


def test_a_row_shows_what_a_supervisor_asks_first() -> None:
    assert cells(standing(FULL), "billing") == [
        *("billing", "3", "1:35", "4", "▼ 79% missed", "▲ 85% met", "80%", "120", "7", "12 s")
    ]


def test_the_longest_wait_ticks_without_a_new_record() -> None:
    assert cells(standing(FULL), "billing", NOW_US + 2_000_000)[2] == "1:37"


def test_levels_are_held_against_the_queues_own_target() -> None:
    same = window(0.85, answered=1)
    shown = standing(record("cards", today=same), record("sales", today=same))

    assert (cells(shown, "cards")[5], cells(shown, "cards")[6]) == ("▼ 85% missed", "90%")
    assert (cells(shown, "sales")[5], cells(shown, "sales")[6]) == ("▲ 85% met", "80%")


def test_what_is_undefined_is_a_dash_and_never_a_number() -> None:
    assert cells(standing(record("sales")), "sales") == [*("sales", "0", "–", "4", "–", "–", "80%", "0", "0", "–")]


def test_queues_stand_by_name_and_all_of_them_last() -> None:
    shown = standing(
        record("all", kind="all", waiting=5),
        record("sales"),
        record("billing", channel="chat"),
        record("billing"),
        record("agent-7", kind="agent"),
        record("all", kind="all", channel="all"),
    )

    assert [row[0] for row in rows(shown)] == ["billing", "billing (chat)", "sales", "all"]


def test_a_newer_record_takes_the_place_of_the_older() -> None:
    assert cells(standing(record("sales", waiting=1), record("sales", waiting=2)), "sales")[1] == "2"


def test_a_queue_named_like_markup_is_shown_as_it_is() -> None:
    assert rows(standing(record("[bold]x[/]")))[0][0] == "[bold]x[/]"


def test_a_terminal_of_eighty_columns_shows_every_figure_whole() -> None:
    shown = standing(FULL, record("complaints", waiting=12, since=NOW - timedelta(hours=2)))

    assert max(len(one.rstrip()) for one in seen(shown, width=80)) <= 80
    assert rows(shown, width=80) == [
        ["billing", "3", "1:35", "▼ 79%", "▲ 85%", "120", "7", "12 s"],
        ["complaints", "12", "2:00:00", "–", "–", "0", "0", "–"],
    ]


def test_tickets_wait_in_no_queue_and_have_a_line_of_their_own() -> None:
    today = WindowFigures(start="", end="", counts={"created": 7, "resolved": 5}, durations={}, rates={})
    tickets = record("all", kind="all", channel="ticket", today=today)
    assert tickets.gauges is not None
    tickets.gauges["backlog"] = 12
    shown = standing(record("cards"), record("cards", channel="ticket", today=today), tickets)
    assert [row[0] for row in rows(shown)] == ["cards"]
    assert "tickets: 12 in the backlog, 7 created and 5 resolved today" in seen(shown)
    assert line(shown, NOW_US).split(" | ")[-2] == "tickets: 12 in the backlog, 7 created and 5 resolved today"


def test_the_addresses_stand_below() -> None:
    assert "board: http://127.0.0.1:8080/" in seen(standing())


@pytest.mark.parametrize(
    ("later_s", "event_time", "said"),
    [
        (0, NOW - timedelta(seconds=6), "event time 6 s behind"),
        (5, NOW - timedelta(seconds=6), "event time 11 s behind"),
        (6, NOW - timedelta(seconds=6), "OLD: nothing new for 6 s; event time 12 s behind"),
        (1, NOW - timedelta(hours=2), "event time 2:00:01 behind: catching up"),
    ],
)
def test_it_says_when_the_numbers_are_old_or_behind(later_s: int, event_time: datetime, said: str) -> None:
    shown = standing(record("sales", event_time=event_time))

    assert freshness(shown, NOW_US + later_s * 1_000_000) == said
    assert said in seen(shown, NOW_US + later_s * 1_000_000)


def test_a_quiet_centre_is_not_old_as_long_as_time_is_told() -> None:
    shown = standing(record("sales"))
    for second in range(60):
        moved = NOW + timedelta(seconds=second)
        shown.take(record("all", kind="all", event_time=moved - timedelta(seconds=6)), NOW_US + second * 1_000_000)

        assert freshness(shown, NOW_US + second * 1_000_000) == "event time 6 s behind"


def test_a_record_that_was_held_up_does_not_turn_time_back() -> None:
    shown = standing(record("sales"), record("billing", event_time=NOW - timedelta(seconds=60)))

    assert freshness(shown, NOW_US) == "event time 6 s behind"


def test_before_the_first_record_it_says_that_it_waits() -> None:
    assert "waiting for the first numbers" in seen(Standing())
    assert line(Standing(), NOW_US) == "waiting for the first numbers"


def test_the_plain_line_tells_the_same_and_begins_with_all() -> None:
    told = line(standing(FULL, record("all", kind="all", waiting=3)), NOW_US)

    assert told == (
        "all: 3 waiting, 4 in progress, 30 min –, today –, 0 answered, 0 abandoned, ASA – | "
        "billing: 3 waiting (longest 1:35), 4 in progress, 30 min ▼ 79% missed, today ▲ 85% met, "
        "120 answered, 7 abandoned, ASA 12 s | event time 6 s behind"
    )


@pytest.mark.parametrize(
    ("seconds", "told"), [(None, "–"), (0.9, "0 s"), (59.9, "59 s"), (60, "1:00"), (3785, "1:03:05")]
)
def test_durations_read_like_a_clock(seconds: float | None, told: str) -> None:
    assert duration(seconds) == told


def test_a_level_on_its_target_is_met() -> None:
    assert (level(0.8, 0.8), level(0.7999, 0.8)) == ("▲ 80% met", "▼ 80% missed")


async def test_it_follows_the_metrics_topic_until_told_to_stop(broker: RunningBroker) -> None:
    prefix = f"table-{uuid4().hex[:8]}."
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.address)
    await admin.start()
    await admin.create_topics([NewTopic(f"{prefix}metrics", 3, 1)])
    await admin.close()
    out = io.StringIO()
    stop = asyncio.Event()
    showing = asyncio.create_task(show(broker.address, prefix, URLS, Console(file=out, width=80), stop))
    async with AIOKafkaProducer(bootstrap_servers=broker.address) as producer:
        for queue in ("billing", "cards", "sales"):
            now = record(queue, waiting=2, event_time=datetime.now(UTC))
            await producer.send_and_wait(f"{prefix}metrics", encode(now), key=metric_key(now))
        await producer.send_and_wait(f"{prefix}metrics", b"no minute is read", key=b"queue/billing/call/PT1M/x")
        deadline_s = time.monotonic() + 20
        while "sales: 2 waiting" not in out.getvalue():
            assert time.monotonic() < deadline_s
            assert not showing.done() or showing.result()
            await asyncio.sleep(0.1)
    stop.set()
    await showing

    lines = out.getvalue().splitlines()
    assert lines[:2] == ["board: http://127.0.0.1:8080/", "metrics: http://127.0.0.1:6066/metrics"]
    assert {"billing", "cards", "sales"} <= {part.split(":")[0] for part in lines[-1].split(" | ")}


def test_a_terminal_of_eighty_by_twenty_four_has_room_for_all_of_it_and_for_who_waits_longest() -> None:
    queues = [record(f"queue {place:02}", waiting=place % 3, channel=channel) for place in range(12)
              for channel in ("call", "chat")]  # fmt: skip
    missed = window(0.67, 31_359, 4_299, 3_599)
    urgent = record("urgently needed", waiting=1, half_hour=missed, today=missed, since=NOW - timedelta(minutes=9))
    busy = record(
        "complaints", waiting=4, since=NOW - timedelta(hours=2), channel="chat", half_hour=missed, today=missed
    )
    totals = [record("all", kind="all", channel=channel) for channel in ("call", "chat", "ticket")]
    shown = standing(*queues, urgent, busy, *totals)
    console = Console(file=io.StringIO(), width=80, height=24, record=True, force_terminal=True)
    console.print(drawn(shown, NOW_US, URLS, 80, 24))
    lines = console.export_text().rstrip("\n").splitlines()
    assert len(lines) <= 24
    text_of_all = "\n".join(lines)
    assert "urgently needed" in text_of_all
    assert "complaints (chat)" in text_of_all
    assert "…" not in text_of_all
    assert "all (chat)" in text_of_all
    assert lines[-1].startswith("Ctrl-C")
    [left_out] = [int(one.split()[2]) for one in lines if one.startswith("Not shown")]
    assert sum(one.lstrip().startswith("queue ") and one[7].isdigit() for one in lines) + 2 + left_out == 26
    assert len(seen(shown, width=80)) > 24


def test_a_terminal_that_is_high_enough_shows_every_queue() -> None:
    shown = standing(record("cards"), record("loans"))
    console = Console(file=io.StringIO(), width=80, height=24, record=True, force_terminal=True)
    console.print(drawn(shown, NOW_US, URLS, 80, 24))
    assert "Not shown" not in console.export_text()
