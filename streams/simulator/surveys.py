"""Surveys: some customers who were served say what they think, by how long it all took."""

import math
from random import Random
from typing import Final

from streams.events import payloads as p
from streams.events.types import SurveyAnswered
from streams.simulator.chance import chooser, sampler, stream
from streams.simulator.hours import SECOND_US
from streams.simulator.loop import Loop
from streams.simulator.plan import Channel, SurveyKind, Surveys
from streams.simulator.tape import Tape
from streams.simulator.words import words_in

SCALES: Final[dict[SurveyKind, tuple[int, int]]] = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
"""Worst and best score."""

# What a customer thinks, from 0 to 1: the best there is, less what waiting, handling and a bad mood cost at most.
BEST = 0.92
WAITING_COSTS = 0.45
HANDLING_COSTS = 0.20
UPSET_COSTS = 0.25
SPREAD = 0.24
"""Standard deviation of what people think of the same service."""

USUAL_S: Final[dict[Channel, tuple[float, float]]] = {
    "call": (90.0, 600.0),
    "chat": (90.0, 900.0),
    "ticket": (43_200.0, 172_800.0),
}
"""Wait and handling that cost 63 % of the most they can."""

EARLY_MOST_S = 15.0
"""An early answer comes within so many seconds."""


class Asking:
    """The surveys about one channel; without a plan nobody is asked."""

    def __init__(self, plan: Surveys | None, channel: Channel, seed: int, loop: Loop, tape: Tape) -> None:
        self._share = plan.share.get(channel, 0.0) if plan else 0.0
        self._random: Random = stream(seed, f"surveys/{channel}")
        self._early = plan.early if plan else 0.0
        self._comment = plan.comment if plan else 0.0
        self._kind = chooser({str(kind): weight for kind, weight in plan.kinds.items()} if plan else {}, self._random)
        self._delay = sampler(plan.delay, self._random) if plan else None
        self._usual_s = USUAL_S[channel]
        self._loop = loop
        self._put = tape.put

    def after(
        self,
        contact_id: str,
        *,
        waited_us: int,
        handled_us: int,
        language: str | None,
        upset: bool = False,
        time_scale: float = 1.0,
    ) -> None:
        """An agent is done with a contact just now; `time_scale` is what its times are shortened by."""
        if self._delay is None or self._random.random() >= self._share:
            return
        thought = self._thought(waited_us / time_scale, handled_us / time_scale, upset=upset)
        answer = self._answer(contact_id, thought, language)
        if answer is None:
            return
        early = self._random.random() < self._early
        in_us = int(self._random.random() * EARLY_MOST_S * SECOND_US) if early else self._delay()
        self._loop.at(self._loop.now_us + in_us, self._answered, answer)

    def _thought(self, waited_us: float, handled_us: float, *, upset: bool) -> float:
        wait_s, handling_s = self._usual_s
        thought = BEST + self._random.gauss(0.0, SPREAD)
        thought -= WAITING_COSTS * (1.0 - math.exp(-waited_us / wait_s / SECOND_US))
        thought -= HANDLING_COSTS * (1.0 - math.exp(-handled_us / handling_s / SECOND_US))
        thought -= UPSET_COSTS * upset
        return min(max(thought, 0.0), 1.0)

    def _answer(self, contact_id: str, thought: float, language: str | None) -> p.SurveyAnswered | None:
        kind = self._kind()
        if kind not in SCALES:
            return None
        worst, best = SCALES[kind]
        comment = None
        if self._random.random() < self._comment:
            words = words_in(language).survey
            comment = self._random.choice(words.good if thought >= 0.5 else words.bad)  # noqa: PLR2004  the middle
        return p.SurveyAnswered(
            contact_id=contact_id,
            kind=kind,
            score=float(worst + round(thought * (best - worst))),
            scale_max=float(best),
            comment=comment,
        )

    def _answered(self, answer: p.SurveyAnswered, _: int) -> None:
        self._put(SurveyAnswered, answer.contact_id, answer)
