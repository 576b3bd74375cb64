"""Calm: courteous or even-tempered through the whole talk, with no heat and little that is negative."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner

MOST = 0.8
"""Being calm is the rule and stands out little: it is never as clear as the others can be."""


def calm(manner: Manner) -> float:
    if manner.upset or manner.loud or manner.demands:
        return 0.0
    courtesy = ramp(share(manner.courteous, manner), 0.1, 0.4)
    return MOST * min(courtesy, ramp(share(manner.negative, manner), 0.5, 0.2))


KIND = Kind(
    "calm",
    rank=9,
    rule=calm,
    guidance=Guidance(
        en="Be matter-of-fact and complete: what happened, what you do, until when. Do not mistake "
        "patience for having time, and keep what you promise.",
        fa="روشن و کامل توضیح دهید: چه شده است، شما چه می‌کنید و تا چه زمانی. شکیبایی او به معنای "
        "داشتن وقت نیست؛ به قول خود پایبند باشید.",
        ar="كن واضحا وافيا: ما الذي حدث، وما الذي تفعله، وإلى متى. لا تظن أن صبره يعني أن لديه متسعا"
        " من الوقت، والتزم بما وعدت به.",
    ),
)
