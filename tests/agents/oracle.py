"""An agent's minutes by brute force: every second looked at by itself, with all facts at hand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from streams.measures.pane import MINUTE_US, Scope
from streams.measures.staff import TAKEN, Report, Spans
from tests.agents.rig import NOON, NOON_US

STEP_US = 1_000_000


class Truth:
    """One agent's facts: the reports, and the last that each contact said."""

    def __init__(
        self, agent_id: str, reports: Iterable[Report], contacts: Sequence[Spans], limits: tuple[int, int]
    ) -> None:
        self.agent_id = agent_id
        self.reports = sorted(reports, key=lambda report: (report.at_us, report.mark))
        self.spans = [(one.channel, span) for one in contacts for span in one.spans]
        self.silent_us, self.gone_us = limits
        signs = {report.at_us for report in self.reports}
        for _, span in self.spans:
            signs |= {at_us for at_us in (span.started_us, span.ended_us, span.wrapped_us) if at_us is not None}
        self.signs = sorted(signs)

    def known(self, at_us: int) -> tuple[Report | None, int]:
        """What was reported last, filled in from before, and when there was a sign last."""
        signs = [sign for sign in self.signs if sign <= at_us]
        if not signs:
            return None, 0
        since = max((b for a, b in pairwise(signs) if b - a >= self.gone_us), default=signs[0])
        heard = [report for report in self.reports if since <= report.at_us <= at_us]
        if not heard:
            return None, signs[-1]
        last = heard[-1]

        def latest(name: str) -> object:
            return next((said for one in reversed(heard) if (said := getattr(one, name)) is not None), None)

        return (
            Report(
                last.at_us,
                last.mark,
                last.state,
                last.reason,
                latest("team"),
                latest("queues"),
                latest("capacity"),  # type: ignore[arg-type]
            ),
            signs[-1],
        )

    def in_hand(self, at_us: int) -> Counter[str]:
        return Counter(
            channel
            for channel, span in self.spans
            if span.started_us <= at_us and (span.ended_us is None or at_us < span.ended_us)
        )

    def wrapped(self, at_us: int) -> Counter[str]:
        return Counter(
            channel
            for channel, span in self.spans
            if span.ended_us is not None and span.wrapped_us is not None and span.ended_us <= at_us < span.wrapped_us
        )

    def taken(self) -> list[tuple[int, int]]:
        """When each chat was taken, as which of all in hand; those taken at one moment come one by one."""
        starts = Counter(
            span.started_us for channel, span in self.spans if channel == "chat" and span.ended_us != span.started_us
        )
        return [
            (at_us, self.in_hand(at_us).total() - before) for at_us, many in starts.items() for before in range(many)
        ]

    def state(self, at_us: int) -> tuple[str | None, str | None]:
        """State and reason."""
        report, sign_us = self.known(at_us)
        wraps = self.wrapped(at_us).total() > 0
        if self.in_hand(at_us):
            return "busy", None
        if report is None:
            return ("wrap_up" if wraps else None), None
        if wraps and report.state not in ("away", "offline"):
            return "wrap_up", None
        if at_us - sign_us >= self.gone_us:
            return None, None
        if report.state == "available" and at_us - sign_us >= self.silent_us:
            return "silent", None
        return report.state, report.reason

    def share(self, at_us: int, state: str, report: Report) -> Fraction:
        """Of capacity, in use."""
        capacity, taken = report.capacity or {}, self.in_hand(at_us) + self.wrapped(at_us)
        if state == "wrap_up" and not taken:
            return Fraction(1)
        return sum((Fraction(n, max(1, capacity.get(channel, 1))) for channel, n in taken.items()), Fraction(0))

    def sums(self, until_us: int) -> dict[tuple[Scope, int], Counter[str]]:
        """Seconds in microseconds, by scope and minute past noon; rounded where capacity is shared out."""
        cells: defaultdict[tuple[int, str | None, tuple[str, ...]], Counter[str]] = defaultdict(Counter)
        ready: Counter[tuple[int, str | None, tuple[str, ...]]] = Counter()
        used: defaultdict[tuple[int, str | None, tuple[str, ...]], Fraction] = defaultdict(Fraction)
        for at_us in range(NOON_US, until_us, STEP_US):
            (state, reason), (report, _), hands = self.state(at_us), self.known(at_us), self.in_hand(at_us)
            if state is None:
                continue
            team, queues = (None, ()) if report is None else (report.team, report.queues or ())
            place = at_us // MINUTE_US - NOON, team, queues
            cells[place][f"{state}_s"] += STEP_US
            if state == "away" and reason is not None:
                cells[place][f"away_s/{reason}"] += STEP_US
            if hands:
                cells[place]["engaged_s"] += STEP_US
                cells[place]["contact_s"] += STEP_US * hands.total()
            if report is not None and (hands or state in ("available", "wrap_up")):
                share = self.share(at_us, state, report)
                ready[place] += STEP_US
                used[place] += STEP_US * min(Fraction(1), share)
        found: defaultdict[tuple[Scope, int], Counter[str]] = defaultdict(Counter)
        for at_us, in_hand in self.taken():
            report = self.known(at_us)[0]
            team, queues = (None, ()) if report is None else (report.team, report.queues or ())
            cells[at_us // MINUTE_US - NOON, team, queues][TAKEN[min(in_hand, 5) - 1]] += 1
        for place, cell in cells.items():
            minute, team, queues = place
            if place in ready:
                cell["capacity_used_s"] = int(used[place])
                cell["idle_s"] = ready[place] - cell["capacity_used_s"]
            scopes = [Scope("agent", self.agent_id, "all"), Scope("all", "all", "all")]
            scopes += [Scope("queue", queue, "all") for queue in queues]
            scopes += [Scope("team", team, "all")] if team is not None else []
            for scope in scopes:
                found[scope, minute].update(cell)
        return found
