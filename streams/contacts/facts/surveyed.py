"""What a survey's answer leaves with the contact that it judges, on every channel."""

from streams.contacts.facts.stored import Surveyed
from streams.events.payloads import SurveyAnswered


def surveyed(data: SurveyAnswered, at_us: int, mark: int) -> Surveyed:
    """The comment is not kept."""
    return Surveyed(at_us, mark, data.kind, data.score, data.scale_max)
