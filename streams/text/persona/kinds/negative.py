"""Negative: much of what is written is negative, without the heat of anger."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner


def negative(manner: Manner) -> float:
    if not manner.negative or manner.upset * 2 > manner.negative:
        return 0.0
    return ramp(share(manner.negative - manner.positive, manner), 0.25, 0.7)


KIND = Kind(
    "negative",
    rank=5,
    rule=negative,
    guidance=Guidance(
        en="Show that you have understood before you solve. Promise only what is certain, say what "
        "has already been done, and end with one concrete next step.",
        fa="پیش از حل مشکل نشان دهید که آن را فهمیده‌اید. تنها قولی بدهید که از آن مطمئن‌اید، بگویید"
        " تا اینجا چه انجام شده است، و با یک گام بعدی مشخص پایان دهید.",
        ar="أظهر أنك فهمت قبل أن تبدأ الحل. لا تعد إلا بما هو مؤكد، واذكر ما أُنجز حتى الآن، واختم بخطوة تالية محددة.",
    ),
)
