"""Which figures the printed tables show, in which order, and what may be left out of a narrow one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from streams.records import Duration
from streams.report.lines import ALL, Figures

DASH: Final = "–"
HOUR_S: Final = 3_600
THOUSAND: Final = 999.95
"""Which tenths would show as 1,000.0."""
KEPT: Final = 0
"""Left out last of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """`spare`: the higher, the sooner it is left out where the table is too wide.

    `asked`: it is shown only where this holds for some line.
    """

    head: str
    show: Callable[[Figures], str]
    spare: int = KEPT
    asked: Callable[[Figures], bool] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of one channel; durations are in `unit`."""

    title: str
    unit: str
    columns: tuple[Column, ...]


def _has(*names: str) -> Callable[[Figures], bool]:
    return lambda figures: any(figures.counts.get(name) for name in names)


def _count(name: str, head: str = "", spare: int = KEPT, *, rare: bool = False) -> Column:
    """`rare`: not shown where it is 0 in all lines."""
    return Column(head or name, lambda figures: f"{figures.counts.get(name, 0):,}", spare, _has(name) if rare else None)


Part = Literal["mean_s", "max_s", "p50_s", "p90_s", "p95_s", "p99_s"]
_HALF_AND_NINE_TENTHS: Final[tuple[Part, ...]] = ("p50_s", "p90_s")


def _duration(name: str, part: Part, head: str, spare: int = KEPT, unit_s: int = 1) -> Column:
    """Not shown where no line has a value."""

    def show(figures: Figures) -> str:
        duration: Duration | None = figures.durations.get(name)
        value: float | None = getattr(duration, part) if duration is not None else None
        return DASH if value is None else _short(value / unit_s)

    return Column(f"{head}\n{part.removesuffix('_s')}", show, spare, lambda figures: name in figures.durations)


def _where(asked: Callable[[Figures], bool], column: Column) -> Column:
    return replace(column, asked=asked)


def _short(value: float) -> str:
    """Nobody reads tenths of thousands."""
    return f"{value:,.1f}" if value < THOUSAND else f"{value:,.0f}"


def _rate(name: str, head: str, form: str, spare: int = KEPT, asked: str | None = None) -> Column:
    def show(figures: Figures) -> str:
        value = figures.rates.get(name)
        return DASH if value is None else format(value, form)

    return Column(head, show, spare, None if asked is None else _has(asked))


def _in_hours(name: str, part: Part, head: str, spare: int = KEPT) -> Column:
    return _duration(name, part, head, spare, HOUR_S)


def _left(figures: Figures) -> str:
    return ", ".join(f"{n} {why}" for why, n in figures.left.items()) or DASH


ANSWERS: Final = ("csat_answered", "nps_answered", "ces_answered")
SURVEYS: Final = (
    _rate("csat_top_two", "CSAT\ntop 2", ".1%", asked="csat_answered"),
    _rate("csat_mean", "CSAT\nmean", ".2f", 1, asked="csat_answered"),
    _rate("nps", "NPS", "+.0f", asked="nps_answered"),
    _rate("ces_mean", "CES\nmean", ".2f", 1, asked="ces_answered"),
    _rate("survey_response", "re-\nsponse", ".1%", 1, asked="responded"),
    Column(
        "an-\nswers",
        lambda figures: f"{sum(figures.counts.get(name, 0) for name in ANSWERS):,}",
        1,
        asked=_has(*ANSWERS),
    ),
)


TOLD: Final = (
    _rate("sentiment_of_customer", "mood", "+.2f", 1, asked="said_by_customer"),
    _rate("negative_of_customer", "nega-\ntive", ".1%", 3, asked="said_by_customer"),
    _count("upset", "", 2, rare=True),
    _rate("apology_rate", "apolo-\ngised", ".0%", 2, asked="upset"),
    _rate("recovery_rate", "reco-\nvered", ".0%", 2, asked="began_upset"),
    _count("abuse", "", 3, rare=True),
    _rate("canned_share", "canned", ".0%", 4, asked="canned"),
    _count("repeated", "asked\ntwice", 5, rare=True),
)
"""How it sounded."""


def _said(unit_s: int) -> tuple[Column, ...]:
    """The same with durations, in a unit of so many seconds."""
    return (
        *TOLD,
        _duration("apology", "p50_s", "apology", 2, unit_s),
        _duration("apology", "p90_s", "apology", 2, unit_s),
        _duration("turnaround", "p50_s", "turn-\naround", 3, unit_s),
        _duration("turnaround", "p90_s", "turn-\naround", 4, unit_s),
    )


def layouts(within: str) -> dict[str, Layout]:
    """By channel; `within`: the policy's limit for a quick answer of a call."""
    calls = (
        _count("offered"),
        _count("answered"),
        _count("answered_within", f"≤ {within}", 4),
        _rate("service_level", "service\nlevel", ".1%"),
        _count("abandoned", "aban-\ndoned"),
        _count("short_abandoned", "short", 5, rare=True),
        _duration("wait_answered", "mean_s", "wait"),
        _duration("wait_answered", "p50_s", "wait", 2),
        _duration("wait_answered", "p90_s", "wait"),
        _duration("wait_answered", "p95_s", "wait", 6),
        _duration("wait_answered", "p99_s", "wait", 7),
        _duration("wait_answered", "max_s", "wait", 3),
        _duration("talk", "mean_s", "talk", 1),
        _duration("talk", "p90_s", "talk", 7),
        _duration("hold", "mean_s", "hold", 7),
        _duration("handle", "mean_s", "handle"),
        _duration("handle", "p90_s", "handle", 5),
        _count("transferred", "trans-\nferred", 6, rare=True),
        _count("ring_missed", "rings\nmissed", 7, rare=True),
        _count("expired", "", 6, rare=True),
        Column("left", _left, 4, _has("left_queue")),
    )
    chats = (
        _count("offered"),
        _count("answered"),
        _rate("service_level", "service\nlevel", ".1%"),
        _count("abandoned", "aban-\ndoned"),
        _duration("wait_answered", "p50_s", "wait", 4),
        _duration("wait_answered", "p90_s", "wait", 5),
        _duration("first_response", "p50_s", "first\nresp."),
        _duration("first_response", "p90_s", "first\nresp."),
        *(
            _where(_has("messages_from_bot"), _duration("first_response_after_bot", part, "after\nbot", 1))
            for part in _HALF_AND_NINE_TENTHS
        ),
        _duration("next_response", "p50_s", "next\nresp."),
        _duration("next_response", "p90_s", "next\nresp."),
        _duration("handle", "mean_s", "handle", 1),
        _duration("handle", "p90_s", "handle", 4),
        _count("unanswered", "unan-\nswered", 1, rare=True),
        _count("transferred", "trans-\nferred", 5, rare=True),
        _count("expired", "", 5, rare=True),
        Column("left", _left, 4, _has("left_queue")),
    )
    tickets = (
        _count("created"),
        _count("resolved"),
        _count("reopened", "re-\nopened"),
        _count("backlog"),
        _count("found_open", "found\nopen", 3, rare=True),
        _in_hours("first_response", "p50_s", "first\nresp."),
        _in_hours("first_response", "p90_s", "first\nresp."),
        _in_hours("resolution_first", "p50_s", "first\nresol.", 2),
        _in_hours("resolution_first", "p90_s", "first\nresol.", 2),
        _in_hours("resolution", "p50_s", "final\nresol."),
        _in_hours("resolution", "p90_s", "final\nresol."),
        _in_hours("requester_wait", "p50_s", "req.\nwait", 1),
        _in_hours("requester_wait", "p90_s", "req.\nwait", 1),
        _in_hours("next_response", "p50_s", "next\nresp.", 4),
        _in_hours("next_response", "p90_s", "next\nresp.", 4),
    )
    together = (_count("offered"), _count("handled"), _count("expired", rare=True), _count("backlog", rare=True))
    return {
        "call": Layout("Calls", "s", (*calls, *_said(1), *SURVEYS)),
        "chat": Layout("Chats", "s", (*chats, *_said(1), *SURVEYS)),
        "ticket": Layout("Tickets", "h", (*tickets, *_said(HOUR_S), *SURVEYS)),
        ALL: Layout("All channels", "", (*together, *TOLD, *SURVEYS)),
    }
