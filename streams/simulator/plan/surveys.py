"""The plan of surveys."""

from types import MappingProxyType
from typing import Final, Literal

import msgspec

from streams.simulator.plan.parts import Channel, Part, Positive, Share, Timing

SurveyKind = Literal["csat", "nps", "ces"]

USUAL_SHARES: Final = MappingProxyType[Channel, float]({"call": 0.12, "chat": 0.25, "ticket": 0.20})
USUAL_KINDS: Final = MappingProxyType[SurveyKind, float]({"csat": 6.0, "nps": 3.0, "ces": 2.0})


class Surveys(Part, frozen=True, kw_only=True):
    """Of the customers who were served, those who answer a survey; that they were asked is no event."""

    share: dict[Channel, Share] = msgspec.field(default_factory=USUAL_SHARES.copy)
    kinds: dict[SurveyKind, Positive] = msgspec.field(default_factory=USUAL_KINDS.copy)
    """Weights of csat (1 to 5), nps (0 to 10) and ces (1 to 7, best last)."""
    early: Share = 0.35
    """Of those, who answer within seconds, while the agent still wraps up ..."""
    delay: Timing = Timing(kind="log_normal", mean_s=1500.0, cv=1.5)
    """... and how long the others take."""
    comment: Share = 0.2
