"""One-liner: most turns have a handful of words."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner


def one_liner(manner: Manner) -> float:
    if not manner.one_liners:
        return 0.0
    return min(ramp(share(manner.one_liners, manner), 0.4, 0.8), ramp(manner.words / manner.turns, 7, 4))


KIND = Kind(
    "one_liner",
    rank=7,
    rule=one_liner,
    guidance=Guidance(
        en="Keep it as short as they do. One question at a time, with the possible answers named; "
        "offer to collect all you need in one message.",
        fa="شما هم کوتاه بنویسید. هر بار تنها یک پرسش بپرسید و پاسخ‌های ممکن را نام ببرید؛ پیشنهاد "
        "کنید همه‌ی آنچه را لازم دارید در یک پیام بفرستد.",
        ar="أوجز كما يوجز. اسأل سؤالا واحدا في كل مرة واذكر الأجوبة الممكنة، واعرض عليه أن يرسل كل "
        "ما تحتاج إليه في رسالة واحدة.",
    ),
)
