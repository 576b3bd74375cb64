"""Positive: much of what is written is positive and hardly anything negative."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner


def positive(manner: Manner) -> float:
    if not manner.positive or manner.upset:
        return 0.0
    return ramp(share(manner.positive - 2 * manner.negative, manner), 0.25, 0.7)


KIND = Kind(
    "positive",
    rank=8,
    rule=positive,
    guidance=Guidance(
        en="Return the friendliness and still be quick: good will is no reason to let them wait. "
        "Thank them, and ask whether anything else is open.",
        fa="به گرمی‌اش با گرمی پاسخ دهید و همچنان چابک باشید: خوش‌رویی دلیل نمی‌شود که منتظر بماند. "
        "از او تشکر کنید و بپرسید آیا کار دیگری مانده است.",
        ar="قابل لطفه بمثله وابق سريعا، فحسن نيته ليس سببا لانتظاره. اشكره، واسأله إن بقي شيء آخر.",
    ),
)
